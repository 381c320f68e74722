/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_XML_CHECK_H
#define PAY_CORE_XML_CHECK_H

#include "core/slice.h"

#define PAY_CDATA_OPEN PAY_LIT("<![CDATA[")
#define PAY_CDATA_CLOSE PAY_LIT("]]>")

/* An element name of APIv2. */
bool pay_xml_is_name(pay_slice name);

/* What no XML text may hold, whoever writes it. NULL: nothing is wrong. */
const char *pay_xml_check_text(pay_slice text);

/*
 * What a document shows by its bytes. Past this, libxml2 gets to see UTF-8 text, CDATA sections and tags that are a
 * name and no more: the same for each of its versions, and in one pass. Left to itself it would read a DOCTYPE, and
 * compare every attribute of a tag with every other.
 */
const char *pay_xml_check_document(pay_slice text);

#endif
