/* SPDX-License-Identifier: MIT */
#ifndef PAY_TESTS_VECTOR_H
#define PAY_TESTS_VECTOR_H

#include "core/slice.h"

#include <stdio.h>
#include <stdlib.h>

/* A piece of published test data; its fields carry dotted names. vectors.h, made when the tests are built, has them all. */
typedef struct vector {
	const char *id;
	const char *kind;
	const pay_pair *fields;
	size_t field_count;
} vector;

static inline bool vector_is(const vector *from, const char *kind)
{
	return strcmp(from->kind, kind) == 0;
}

static inline const pay_slice *pair_find(const pay_pair *pairs, size_t count, pay_slice name)
{
	for (size_t i = 0; i < count; i++) {
		if (pay_slice_equal(pairs[i].name, name)) {
			return &pairs[i].value;
		}
	}
	return NULL;
}

/* A test that asks for what is not there is wrong. */
static inline pay_slice vector_get(const vector *from, const char *name)
{
	const pay_slice *value = pair_find(from->fields, from->field_count, pay_slice_from(name));

	if (value == NULL) {
		(void) fprintf(stderr, "%s has no %s\n", from->id, name);
		exit(2);
	}
	return *value;
}

static inline bool vector_has(const vector *from, const char *name)
{
	return pair_find(from->fields, from->field_count, pay_slice_from(name)) != NULL;
}

#endif
