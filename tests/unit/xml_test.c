/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "core/text.h"
#include "core/xml.h"

#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#define MEBIBYTE ((size_t) 1 << 20)

/* ------------------------------------------------------------------ what libxml2 does beside parsing */

static size_t said, opened;     /* what it printed or reported to hooks; what it wanted to open */
static size_t allocations_left; /* until one fails; 0: none will */
static bool allocation_failed;

static void on_generic(void *context, const char *format, ...)
{
	(void) context, (void) format;
	said++;
}

#if LIBXML_VERSION < 21200
static void on_structured(void *context, xmlErrorPtr error)
#else
static void on_structured(void *context, const xmlError *error)
#endif
{
	(void) context, (void) error;
	said++;
}

static xmlParserInputPtr on_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void) url, (void) id, (void) parser;
	opened++;
	return NULL;
}

static int on_match(const char *name)
{
	(void) name;
	opened++;
	return 0;
}

static bool may_allocate(void)
{
	if (allocations_left > 0 && --allocations_left == 0) {
		allocation_failed = true;
		return false;
	}
	return true;
}

static void *test_malloc(size_t size)
{
	return may_allocate() ? malloc(size) : NULL;
}

static void *test_realloc(void *bytes, size_t size)
{
	return may_allocate() ? realloc(bytes, size) : NULL;
}

static char *test_strdup(const char *text)
{
	return may_allocate() ? strdup(text) : NULL;
}

static void watch(void)
{
	if (xmlMemSetup(free, test_malloc, test_realloc, test_strdup) != 0) {
		exit(2);
	}
	xmlInitParser();
	xmlSetGenericErrorFunc(NULL, on_generic);
	xmlSetStructuredErrorFunc(NULL, on_structured);
	xmlSetExternalEntityLoader(on_entity);
	if (xmlRegisterInputCallbacks(on_match, NULL, NULL, NULL) < 0) {
		exit(2);
	}
}

/* ------------------------------------------------------------------ reading */

/* From bytes without anything behind them, so that ASan sees who reads on. */
static pay_status read_nested(pay_slice document, const char *nests, pay_arena *arena,
	pay_pair **pairs, size_t *count, pay_error *error)
{
	char *bytes = malloc(document.size > 0 ? document.size : 1);
	pay_status status;

	if (bytes == NULL) {
		exit(2);
	}
	memcpy(bytes, document.data, document.size);
	*error = (pay_error) PAY_ERROR_INIT;
	status =
		pay_xml_read((pay_slice) {bytes, document.size}, "xml", nests, arena, pairs, count, error);
	free(bytes);
	return status;
}

static void check_read(pay_slice document, const char *nests, const char *expected, int line)
{
	pay_arena arena = {0};
	pay_error error;
	pay_pair *pairs;
	pay_slice text = PAY_LIT("");
	size_t count = 0;

	if (read_nested(document, nests, &arena, &pairs, &count, &error) != PAY_OK) {
		(void) fprintf(stderr, "%s:%d: %s\n", __FILE__, line, error.message);
		check_failures++;
	}
	for (size_t i = 0; i < count; i++) {
		CHECK(pairs[i].value.data[pairs[i].value.size] == '\0');
		CHECK_OK(PAY_JOIN(
			&arena, &text, text, pairs[i].name, PAY_LIT("="), pairs[i].value, PAY_LIT(";")));
	}
	check_text(text, pay_slice_from(expected), __FILE__, line);
	pay_arena_reset(&arena);
}

#define READS(document, expected) check_read(PAY_LIT(document), NULL, (expected), __LINE__)
#define READS_NESTED(document, expected) check_read(PAY_LIT(document), "list", (expected), __LINE__)

static void check_refused(pay_slice document, const char *nests, const char *why, int line)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_pair *pairs = NULL;
	size_t count = 12345;
	pay_status status = read_nested(document, nests, &arena, &pairs, &count, &error);

	check_status(status, PAY_E_SIGNATURE, &error, "signature.malformed", __FILE__, line);
	check_text(pay_slice_from(error.message), pay_slice_from(why), __FILE__, line);
	CHECK(pairs == NULL && count == 12345);
	pay_arena_reset(&arena);
}

#define REFUSES(document, why) check_refused(PAY_LIT(document), NULL, "The XML " why, __LINE__)
#define REFUSES_NESTED(document, why) \
	check_refused(PAY_LIT(document), "list", "The XML " why, __LINE__)

static void values_are_text_and_cdata_joined(void)
{
	READS("<xml></xml>", "");
	READS("<xml/>", "");
	READS("<xml><a>1</a><b>2</b></xml>", "a=1;b=2;");
	READS("<xml><a/><b></b><c ></c\t></xml >", "a=;b=;c=;");
	READS("<xml><a>1<![CDATA[0]]>0</a></xml>", "a=100;");
	READS("<xml><a><![CDATA[]]></a><b><![CDATA[x]]><![CDATA[y]]></b></xml>", "a=;b=xy;");
	READS("<xml><a><![CDATA[]]]]><![CDATA[>]]></a></xml>", "a=]]>;");
	READS("<xml><a><![CDATA[<!DOCTYPE a [<!ENTITY b \"c\">]><!-- &b; --><?d?>]]></a></xml>",
		"a=<!DOCTYPE a [<!ENTITY b \"c\">]><!-- &b; --><?d?>;");
	READS("<xml><a><![CDATA[</a></xml>]]></a></xml>", "a=</a></xml>;");
	READS("<xml><a> 1 </a><b>\t</b></xml>", "a= 1 ;b=\t;");
	READS("\r\n <xml>\n\t<a>1</a>\r\n</xml>\n \t", "a=1;");
	READS("<xml><a>\xe6\x94\xaf\xe4\xbb\x98</a><b>\xf0\x9f\x98\x80\xef\xbf\xbd</b></xml>",
		"a=\xe6\x94\xaf\xe4\xbb\x98;b=\xf0\x9f\x98\x80\xef\xbf\xbd;");
	READS("<xml><a>\x7f\xc2\x85\xee\x80\x80</a></xml>", "a=\x7f\xc2\x85\xee\x80\x80;");
	READS("<xml><a>a=1&amp;b=\"2'>]]</a></xml>", "a=a=1&b=\"2'>]];");
	READS("<xml><_x-1>a</_x-1><A>b</A><a>c</a></xml>", "_x-1=a;A=b;a=c;");
}

static void references_are_what_they_stand_for(void)
{
	READS("<xml><a>&lt;&amp;&gt;&quot;&apos;</a></xml>", "a=<&>\"';");
	READS("<xml><a>&amp;lt;</a><b><![CDATA[&lt;&#60;]]></b></xml>", "a=&lt;;b=&lt;&#60;;");
	READS("<xml><a>&#60;b&#x3E;</a></xml>", "a=<b>;");
	READS("<xml><a>&#9;&#10;&#13;&#xE9;&#x652F;&#x1F600;</a></xml>",
		"a=\t\n\r\xc3\xa9\xe6\x94\xaf\xf0\x9f\x98\x80;");
	READS("<?xml version=\"1.0\" encoding=\"UTF-8\"?><xml><a>&#233;\xc3\xa9</a></xml>",
		"a=\xc3\xa9\xc3\xa9;");
	READS("<xml><a>1&#48;0</a></xml>", "a=100;");
	REFUSES("<xml><a>&b;</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&nbsp;</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&#0;</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&#1;</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&#xD800;</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&#xFFFE;</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&#x110000;</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&#4294967344;</a></xml>", "is not well-formed"); /* 48 in 32 bits */
	REFUSES("<xml><a>&#;</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&#x;</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&lt</a></xml>", "is not well-formed");
	REFUSES("<xml><a>&</a></xml>", "is not well-formed");
	REFUSES("<xml><a>a & b</a></xml>", "is not well-formed");
	REFUSES("<xml>&lt;</xml>", "has text outside its elements");
	REFUSES("<xml><a>1</a>&b;</xml>", "is not well-formed");
}

/* As XML has it, whatever the version of libxml2 and whether it is text or CDATA. */
static void lines_end_in_one_way(void)
{
	READS("<xml><a>1\r\n2\r3\n4\r\r\n5\r</a></xml>", "a=1\n2\n3\n4\n\n5\n;");
	READS("<xml><a><![CDATA[1\r\n2\r3\n4\r\r\n5\r]]></a></xml>", "a=1\n2\n3\n4\n\n5\n;");
	READS("<xml><a>\xe6\x94\xaf\r\n\xe6\x94\xaf\r</a></xml>", "a=\xe6\x94\xaf\n\xe6\x94\xaf\n;");
	READS("<xml><a>1&#13;\n2&#13;&#10;</a></xml>", "a=1\r\n2\r\n;");
}

static void declarations(void)
{
	READS("<?xml version=\"1.0\"?><xml><a>1</a></xml>", "a=1;");
	READS("<?xml version='1.0' encoding='utf-8' standalone=\"yes\" ?>\n<xml/>", "");
	READS("<?xml\tversion = \"1.0\"\r\nencoding\t=\n\"Utf-8\"?><xml/>", "");
	REFUSES(
		"<?xml version=\"1.0\" encoding=\"UTF-16\"?><xml/>", "names an encoding other than UTF-8");
	REFUSES("<?xml version=\"1.0\" encoding=\"GBK\"?><xml/>", "names an encoding other than UTF-8");
	REFUSES(
		"<?xml\tversion=\"1.0\"\tencoding=\"GBK\"?><xml/>", "names an encoding other than UTF-8");
	REFUSES(
		"<?xml\nversion=\"1.0\"\nencoding='utf-7'?><xml/>", "names an encoding other than UTF-8");
	REFUSES("<?xml version=\"1.0\" encoding=\"utf-8\" encoding=\"GBK\"?><xml/>",
		"begins with something other than an XML 1.0 declaration");
	REFUSES("<?xml version='encoding=\"utf-8\"' encoding=\"GBK\"?><xml/>",
		"begins with something other than an XML 1.0 declaration");
	REFUSES("<?xml version=\"1.0\" standalone='encoding=\"utf-8\"' encoding='GBK'?><xml/>",
		"begins with something other than an XML 1.0 declaration");
	REFUSES("<?xml encoding=\"utf-8\"?><xml/>",
		"begins with something other than an XML 1.0 declaration");
	REFUSES(
		"<?xml version=\"1.1\"?><xml/>", "begins with something other than an XML 1.0 declaration");
	REFUSES("<?xml version=\"1.0\" encoding=\"utf-8?><xml/>",
		"begins with something other than an XML 1.0 declaration");
	REFUSES("<?xml", "begins with something other than an XML 1.0 declaration");
	REFUSES("<?xml-stylesheet href=\"http://127.0.0.1:9/\"?><xml/>",
		"begins with something other than an XML 1.0 declaration");
	REFUSES(" <?xml version=\"1.0\"?><xml/>", "has a processing instruction");
	REFUSES("<?xml version=\"1.0\"?><?xml version=\"1.0\"?><xml/>", "has a processing instruction");
}

static void bytes_that_are_no_text(void)
{
	REFUSES("", "is empty");
	REFUSES(" \r\n\t", "is empty");
	REFUSES("\xEF\xBB\xBF<xml/>", "begins with a byte order mark");
	REFUSES("\xFF\xFE<\0x\0m\0l\0/\0>\0", "is not UTF-8");
	REFUSES("<\0x\0m\0l\0/\0>\0", "holds control characters");
	REFUSES("\0<\0x\0m\0l\0/\0>", "holds control characters");
	REFUSES("\x4c\x6f\xa7\x94\x93\x40", "is not UTF-8");   /* EBCDIC */
	REFUSES("<xml><a>\xd6\xd0</a></xml>", "is not UTF-8"); /* GBK */
	REFUSES("<xml><a>\xc0\xbc</a></xml>", "is not UTF-8");
	REFUSES("<xml><a>\xed\xa0\x80</a></xml>", "is not UTF-8");
	REFUSES("<xml><a>\xe4\xb8</a></xml>", "is not UTF-8");
	REFUSES("<xml><a>1\0</a></xml>", "holds control characters");
	REFUSES("<xml><a>1</a></xml>\0", "holds control characters");
	REFUSES("<xml><a>1</a></xml>\0<xml><a>2</a></xml>", "holds control characters");
	REFUSES("<xml><a>1\x01\x02</a></xml>", "holds control characters");
	REFUSES("<xml><a>\x0b</a></xml>", "holds control characters");
	REFUSES("<xml><a>\x1f</a></xml>", "holds control characters");
	REFUSES("<xml><a>\xef\xbf\xbe</a></xml>", "holds characters that XML does not have");
	REFUSES(
		"<xml><a><![CDATA[\xef\xbf\xbf]]></a></xml>", "holds characters that XML does not have");
	REFUSES("<xml><a>x\xef\xbf", "is not UTF-8");
}

static void shapes_of_another_kind(void)
{
	REFUSES("{\"return_code\":\"SUCCESS\"}", "has bytes after its root, or none");
	REFUSES("<html><body>502</body></html>", "has another root element");
	REFUSES("<root><a>1</a></root>", "has another root element");
	REFUSES("<XML><a>1</a></XML>", "has another root element");
	REFUSES("<xml><a><b>1</b></a></xml>", "has an element inside another");
	REFUSES("<xml><a>1<b/></a></xml>", "has an element inside another");
	REFUSES("<xml><list><item><a>1</a></item></list></xml>", "has an element inside another");
	REFUSES("<xml><a>1</a><b>2</b><a>1</a></xml>", "has an element twice");
	REFUSES("<xml><a/><a>1</a></xml>", "has an element twice");
	REFUSES("<xml>1</xml>", "has text outside its elements");
	REFUSES("<xml><a>1</a>2<b/></xml>", "has text outside its elements");
	REFUSES("<xml><a>1</a><![CDATA[2]]></xml>", "has text outside its elements");
	REFUSES("<xml/><xml/>", "has bytes after its root, or none");
	REFUSES("<xml/>x", "has bytes after its root, or none");
	REFUSES("x<xml/>", "has bytes after its root, or none");
	REFUSES("<xml><a>1</b></xml>", "is not well-formed");
	REFUSES("<xml><a>]]></a></xml>", "is not well-formed");
	REFUSES("<xml><a><![CDATA[1]]</a></xml>", "is not well-formed");
	REFUSES("<xml><a><![cdata[1]]></a></xml>", "has an element with an odd name");
	REFUSES("</xml>", "is not well-formed");
}

static void what_apiv2_does_not_have(void)
{
	REFUSES("<!DOCTYPE xml><xml/>", "has a DOCTYPE");
	REFUSES("<!DOCTYPE xml [<!ENTITY e \"100\">]><xml><a>&e;</a></xml>", "has a DOCTYPE");
	REFUSES("<!DOCTYPE xml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><xml><a>&x;</a></xml>",
		"has a DOCTYPE");
	REFUSES(
		"<!DOCTYPE xml [<!ENTITY % d SYSTEM \"http://127.0.0.1:9/\"> %d;]><xml/>", "has a DOCTYPE");
	REFUSES("<xml/><!DOCTYPE xml>", "has a DOCTYPE");
	REFUSES("<!ENTITY a \"b\"><xml/>", "has an element with an odd name");
	REFUSES("<xml><a>10<!-- -->0</a></xml>", "has a comment");
	REFUSES("<!-- --><xml/>", "has a comment");
	REFUSES("<xml/><!-- -->", "has a comment");
	REFUSES("<xml><a>10<?x?>0</a></xml>", "has a processing instruction");
	REFUSES("<xml a=\"1\"/>", "has attributes, namespaces or an open tag");
	REFUSES("<xml><a b='1'>1</a></xml>", "has attributes, namespaces or an open tag");
	REFUSES("<xml xmlns=\"u\"/>", "has attributes, namespaces or an open tag");
	REFUSES("<xml xmlns:a=\"u\"><a:b>1</a:b></xml>", "has attributes, namespaces or an open tag");
	REFUSES("<xml><a:b>1</a:b></xml>", "has attributes, namespaces or an open tag");
	REFUSES("<xml><a.b>1</a.b></xml>", "has attributes, namespaces or an open tag");
	REFUSES("<xml><a", "has attributes, namespaces or an open tag");
	REFUSES("<xml>< a/></xml>", "has an element with an odd name");
	REFUSES("<xml><1a/></xml>", "has an element with an odd name");
	REFUSES("<xml><-a/></xml>", "has an element with an odd name");
	REFUSES("<xml><\xe9\x87\x91/></xml>", "has an element with an odd name");
	REFUSES("<xml><", "has an element with an odd name");
}

static void records_in_one_element(void)
{
	READS_NESTED("<xml><n>2</n><list><item><a>1</a><b/></item><item><a>2</a></item></list></xml>",
		"n=2;list.item.0.a=1;list.item.0.b=;list.item.1.a=2;");
	READS_NESTED(
		"<xml><list>\n<item>\n</item> <item><a>2</a></item></list></xml>", "list.item.1.a=2;");
	READS_NESTED("<xml><list/><a>1</a></xml>", "a=1;");
	READS_NESTED("<xml><item>1</item></xml>", "item=1;");
	REFUSES_NESTED("<xml><list/><list/></xml>", "has an element twice");
	REFUSES_NESTED("<xml><list>1</list></xml>", "has text outside its elements");
	REFUSES_NESTED("<xml><list><item>1</item></list></xml>", "has text outside its elements");
	REFUSES_NESTED("<xml><list><item><a>1</a><a>1</a></item></list></xml>", "has an element twice");
	REFUSES_NESTED(
		"<xml><list><item><a><b>1</b></a></item></list></xml>", "has an element inside another");
	REFUSES_NESTED("<xml><list><item/><other/></list></xml>", "has records of several kinds");
	REFUSES_NESTED(
		"<xml><other><item><a>1</a></item></other></xml>", "has an element inside another");
	REFUSES_NESTED("<list><item><a>1</a></item></list>", "has another root element");
}

/* ------------------------------------------------------------------ size, time, memory */

static char *repeated(
	const char *before, const char *unit, size_t times, const char *after, pay_slice *out)
{
	size_t size = strlen(unit);
	char *bytes = malloc(strlen(before) + times * size + strlen(after) + 1), *end = bytes;

	if (bytes == NULL) {
		exit(2);
	}
	end += sprintf(end, "%s", before);
	for (size_t i = 0; i < times; i++, end += size) {
		memcpy(end, unit, size);
	}
	end += sprintf(end, "%s", after);
	*out = (pay_slice) {bytes, (size_t) (end - bytes)};
	return bytes;
}

/* A document of a mebibyte with one value of nearly that. */
static void reads_large(const char *before, const char *unit, const char *value, const char *after)
{
	pay_arena arena = {0};
	pay_error error;
	pay_pair *pairs;
	pay_slice document, expected;
	size_t count = 0;
	char *bytes = repeated(before, unit, MEBIBYTE / strlen(unit), after, &document);
	char *wanted = repeated("", value, MEBIBYTE / strlen(unit), "", &expected);

	CHECK_OK(read_nested(document, NULL, &arena, &pairs, &count, &error));
	CHECK(count == 1 && pay_slice_equal(pairs[0].value, expected));
	free(bytes);
	free(wanted);
	pay_arena_reset(&arena);
}

static void a_mebibyte_is_read(void)
{
	reads_large("<xml><a>", "x", "x", "</a></xml>");
	reads_large("<xml><a><![CDATA[", "x", "x", "]]></a></xml>");
	reads_large("<xml><a>", "\xe6\x94\xaf", "\xe6\x94\xaf", "</a></xml>");
	reads_large("<xml><a>", "<![CDATA[x]]>y", "xy", "</a></xml>");
	reads_large("<xml><a>", "&#x1F600;\r\n", "\xf0\x9f\x98\x80\n", "</a></xml>");
	reads_large("<xml><a>", "&amp;", "&", "</a></xml>");
	reads_large("<xml><a><![CDATA[", "]]x", "]]x", "]]></a></xml>");
}

/* Cost grows with the document, not faster. */
static void hostile_sizes_are_cheap(void)
{
	static const struct {
		const char *before, *unit, *after;
	} cases[] = {
		{"<xml ", "a1='' ", "/>"},
		{"<xml>", "<a>", ""},
		{"<xml><a>", "<", ""},
		{"<xml><a><![CDATA[", "]", ""},
		{"<xml><a><![CDATA[", "]]", "x"},
		{"<xml><a>", "&b;", "</a></xml>"},
		{"<xml>", "<a/>", "</xml>"},
		{"<", "a", ">"},
		{"<xml>", " ", ""},
		{"<?xml ", " ", "?>"},
		{"<?xml version='", "1", ""},
		{"", "<!-- -->", "<xml/>"},
		{"<xml><list>", "<item/>", "</list></xml>"},
		{"<xml><list><item>", "<item>", ""},
		{"<!DOCTYPE l [<!ENTITY a \"", "A", "\">]><xml><a>&a;&a;</a></xml>"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		pay_arena arena = {0};
		pay_error error;
		pay_pair *pairs;
		pay_slice document;
		size_t count;
		char *bytes = repeated(cases[i].before, cases[i].unit, MEBIBYTE / strlen(cases[i].unit),
			cases[i].after, &document);
		clock_t begin = clock();

		CHECK(read_nested(document, "list", &arena, &pairs, &count, &error) == PAY_E_SIGNATURE);
		if (clock() - begin > CLOCKS_PER_SEC / 2) {
			(void) fprintf(stderr, "%s%s... took %.2f s\n", cases[i].before, cases[i].unit,
				(double) (clock() - begin) / CLOCKS_PER_SEC);
			check_failures++;
		}
		free(bytes);
		pay_arena_reset(&arena);
	}
}

/* Refused before anything is expanded or opened: five milliseconds would do for a thousand times the work. */
static void attacks_are_refused_at_once(void)
{
	static const pay_slice attacks[] = {
		PAY_LIT_INIT("<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
					 "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d "
					 "\"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\">"
					 "<!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">]><xml><a>&f;&f;&f;</a></xml>"),
		PAY_LIT_INIT(
			"<!DOCTYPE xml [<!ENTITY x SYSTEM \"file:///dev/zero\">]><xml><a>&x;</a></xml>"),
		PAY_LIT_INIT("<!DOCTYPE xml SYSTEM \"http://127.0.0.1:9/x.dtd\"><xml/>"),
		PAY_LIT_INIT("\xFF\xFE<\0!\0D\0O\0C\0T\0Y\0P\0E\0 \0x\0m\0l\0>\0"),
	};

	for (size_t i = 0; i < sizeof(attacks) / sizeof(*attacks); i++) {
		clock_t begin = clock();

		for (int k = 0; k < 10; k++) {
			pay_arena arena = {0};
			pay_error error;
			pay_pair *pairs;
			size_t count;

			CHECK(read_nested(attacks[i], NULL, &arena, &pairs, &count, &error) == PAY_E_SIGNATURE);
			pay_arena_reset(&arena);
		}
		CHECK(clock() - begin < CLOCKS_PER_SEC * 5 / 1000);
	}
}

static void bounds_are_exact(void)
{
	char document[PAY_XML_FIELDS_MAX * 20 + 64], name[PAY_XML_NAME_MAX + 2];

	for (size_t extra = 0; extra < 2; extra++) {
		pay_arena arena = {0};
		pay_error error;
		pay_pair *pairs;
		size_t count, size = 0;
		pay_status expected = extra == 0 ? PAY_OK : PAY_E_SIGNATURE;

		size += (size_t) sprintf(document, "<xml>");
		for (size_t i = 0; i < PAY_XML_FIELDS_MAX + extra; i++) {
			size += (size_t) sprintf(document + size, "<a%zu>1</a%zu>", i, i);
		}
		size += (size_t) sprintf(document + size, "</xml>");
		CHECK(read_nested((pay_slice) {document, size}, NULL, &arena, &pairs, &count, &error)
			== expected);
		CHECK(extra == 1 || (count == PAY_XML_FIELDS_MAX && pairs[1023].value.data[0] == '1'));

		memset(name, 'n', sizeof(name));
		name[PAY_XML_NAME_MAX + extra] = '\0';
		size = (size_t) sprintf(document, "<xml><%s>1</%s></xml>", name, name);
		CHECK(read_nested((pay_slice) {document, size}, NULL, &arena, &pairs, &count, &error)
			== expected);
		pay_arena_reset(&arena);
	}
}

static void no_beginning_of_a_document_is_one(void)
{
	const pay_slice whole =
		PAY_LIT("<?xml version=\"1.0\"?><xml><a>1&#48;\xe6\x94\xaf</a><b><![CDATA[2]]>3</b></xml>");

	for (size_t size = 0; size < whole.size; size++) {
		pay_arena arena = {0};
		pay_error error;
		pay_pair *pairs;
		size_t count;

		CHECK(read_nested((pay_slice) {whole.data, size}, NULL, &arena, &pairs, &count, &error)
			== PAY_E_SIGNATURE);
		pay_arena_reset(&arena);
	}
}

/* Whatever libxml2 cannot allocate: the whole document, or none of it. */
static void memory_may_run_out(void)
{
	const pay_slice document = PAY_LIT("<?xml version=\"1.0\" encoding=\"utf-8\"?>"
									   "<xml><a>1&lt;</a><b><![CDATA[2]]>3</b></xml>");

	for (size_t n = 1;; n++) {
		pay_arena arena = {0};
		pay_error error;
		pay_pair *pairs = NULL;
		size_t count = 0;
		pay_status status;

		allocation_failed = false;
		allocations_left = n;
		status = read_nested(document, NULL, &arena, &pairs, &count, &error);
		allocations_left = 0;
		CHECK(status == PAY_E_MEMORY || (status == PAY_OK && count == 2));
		CHECK(status == PAY_OK || allocation_failed);
		pay_arena_reset(&arena);
		if (!allocation_failed) {
			CHECK(status == PAY_OK && n > 5);
			break;
		}
	}
	said = 0; /* that it had no memory it may say to anybody */
	xmlResetLastError();
}

/* ------------------------------------------------------------------ writing */

static void written(const pay_pair *pairs, size_t count, const char *expected)
{
	pay_arena arena = {0};
	pay_error error = PAY_ERROR_INIT;
	pay_slice text = PAY_LIT("");

	CHECK_OK(pay_xml_write(&arena, &text, pairs, count, &error));
	CHECK_TEXT(text, pay_slice_from(expected));
	pay_arena_reset(&arena);
}

static void values_cannot_break_out(void)
{
	const pay_pair pairs[] = {
		{PAY_LIT("a"), PAY_LIT("1<2&3")},
		{PAY_LIT("b"), PAY_LIT("x]]>y]]]>")},
		{PAY_LIT("c"), PAY_LIT("1\r\n2\t")},
		{PAY_LIT("d"), PAY_LIT("")},
	};

	written(pairs, 0, "<xml></xml>");
	written(pairs, 4,
		"<xml><a><![CDATA[1<2&3]]></a><b><![CDATA[x]]]]><![CDATA[>y]]]]]><![CDATA[>]]></b>"
		"<c><![CDATA[1]]>&#13;<![CDATA[\n2\t]]></c><d><![CDATA[]]></d></xml>");
}

static void what_xml_cannot_carry(void)
{
	static const pay_pair refused[] = {
		{PAY_LIT_INIT(""), PAY_LIT_INIT("1")},
		{PAY_LIT_INIT("0"), PAY_LIT_INIT("1")},
		{PAY_LIT_INIT("-a"), PAY_LIT_INIT("1")},
		{PAY_LIT_INIT("a b"), PAY_LIT_INIT("1")},
		{PAY_LIT_INIT("a>"), PAY_LIT_INIT("1")},
		{PAY_LIT_INIT("a.b"), PAY_LIT_INIT("1")},
		{PAY_LIT_INIT("\xc3\xa9"), PAY_LIT_INIT("1")},
		{PAY_LIT_INIT("a"), PAY_LIT_INIT("\0")},
		{PAY_LIT_INIT("a"), PAY_LIT_INIT("\x08")},
		{PAY_LIT_INIT("a"), PAY_LIT_INIT("\xff")},
		{PAY_LIT_INIT("a"), PAY_LIT_INIT("\xed\xa0\x80")},
		{PAY_LIT_INIT("a"), PAY_LIT_INIT("\xef\xbf\xbe")},
		{PAY_LIT_INIT("a"), PAY_LIT_INIT("x\xef\xbf\xbf")},
	};

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		pay_arena arena = {0};
		pay_error error;
		pay_slice text;

		CHECK_FAILS(pay_xml_write(&arena, &text, &refused[i], 1, &error), PAY_E_VALUE, "value");
		pay_arena_reset(&arena);
	}
}

static uint32_t noise(uint32_t below)
{
	static uint32_t state = 20250101;

	state = state * 1664525 + 1013904223;
	return (state >> 8) % below;
}

static void what_is_written_reads_as_it_was(void)
{
	static const char *const pieces[] = {"]", "]]", "]]>", ">", "<", "&", "&amp;", "<![CDATA[",
		"\r", "\n", "\r\n", "\t", " ", "x", "\xe6\x94\xaf", "\xf0\x9f\x98\x80", "&#13;", "</a>",
		"\x7f", "\xef\xbf\xbd"};

	for (int round = 0; round < 20000; round++) {
		pay_arena arena = {0};
		pay_error error = PAY_ERROR_INIT;
		pay_pair pairs[3], *read;
		pay_slice text;
		size_t count = noise(4), got;

		for (size_t i = 0; i < count; i++) {
			pairs[i] = (pay_pair) {{"abc" + i, 1}, PAY_LIT("")};
			for (uint32_t left = noise(8); left > 0; left--) {
				CHECK_OK(PAY_JOIN(&arena, &pairs[i].value, pairs[i].value,
					pay_slice_from(pieces[noise(sizeof(pieces) / sizeof(*pieces))])));
			}
		}
		CHECK_OK(pay_xml_write(&arena, &text, pairs, count, &error));
		CHECK_OK(read_nested(text, NULL, &arena, &read, &got, &error));
		CHECK(got == count);
		for (size_t i = 0; i < count && i < got; i++) {
			CHECK_TEXT(read[i].name, pairs[i].name);
			CHECK_TEXT(read[i].value, pairs[i].value);
		}
		pay_arena_reset(&arena);
	}
}

int main(void)
{
	watch();
	values_are_text_and_cdata_joined();
	references_are_what_they_stand_for();
	lines_end_in_one_way();
	declarations();
	bytes_that_are_no_text();
	shapes_of_another_kind();
	what_apiv2_does_not_have();
	records_in_one_element();
	a_mebibyte_is_read();
	hostile_sizes_are_cheap();
	attacks_are_refused_at_once();
	bounds_are_exact();
	no_beginning_of_a_document_is_one();
	memory_may_run_out();
	values_cannot_break_out();
	what_xml_cannot_carry();
	what_is_written_reads_as_it_was();
	CHECK(said == 0 && opened == 0);
	CHECK(xmlGetLastError() == NULL || xmlGetLastError()->code == XML_ERR_OK);
	CHECK(xmlGetExternalEntityLoader() == on_entity);
	xmlCleanupParser();
	return check_done();
}
