/* SPDX-License-Identifier: MIT */
#include "php/request.h"

#include "SAPI.h"
#include "php_variables.h"

/* php://input keeps what it read, so reading it here takes nothing away. One byte more than most tells "too large". */
zend_string *php_pay_request_body(size_t most)
{
	php_stream *stream = php_stream_open_wrapper("php://input", "rb", 0, NULL);
	zend_string *body;

	if (stream == NULL) {
		return ZSTR_EMPTY_ALLOC();
	}
	body = php_stream_copy_to_mem(stream, most + 1, 0);
	php_stream_close(stream);
	return body != NULL ? body : ZSTR_EMPTY_ALLOC();
}

HashTable *php_pay_request_server(void)
{
	zval *server;

	(void) zend_is_auto_global(ZSTR_KNOWN(ZEND_STR_AUTOGLOBAL_SERVER));
	server = &PG(http_globals)[TRACK_VARS_SERVER];
	return Z_TYPE_P(server) == IS_ARRAY ? Z_ARRVAL_P(server) : NULL;
}

zend_string *php_pay_request_query(void)
{
	const char *query = SG(request_info).query_string;

	return query != NULL ? zend_string_init(query, strlen(query), 0) : ZSTR_EMPTY_ALLOC();
}
