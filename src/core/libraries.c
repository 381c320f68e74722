/* SPDX-License-Identifier: MIT */
#include "core/libraries.h"

#ifdef PAY_LIBCURL

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#define PAY_NAME(name) #name,

pay_function pay_libcurl_functions[PAY_LIBCURL_COUNT];

/* The library stays open for as long as the process lives, as one that is linked does. */
static bool open_library(
	const char *file, const char *const names[], size_t count, pay_function functions[])
{
	void *library, *address;

	if (functions[count - 1] != NULL) {
		return true;
	}
	library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
	if (library == NULL) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		address = dlsym(library, names[i]);
		if (address == NULL) {
			return false;
		}
		memcpy(&functions[i], &address, sizeof(address));
	}
	return true;
}

bool pay_libcurl_open(void)
{
	static const char *const names[] = {PAY_LIBCURL_FUNCTIONS(PAY_NAME)};

	return open_library(PAY_LIBCURL, names, PAY_LIBCURL_COUNT, pay_libcurl_functions);
}

#ifdef PAY_LIBZIP
pay_function pay_libzip_functions[PAY_LIBZIP_COUNT];

bool pay_libzip_open(void)
{
	static const char *const names[] = {PAY_LIBZIP_FUNCTIONS(PAY_NAME)};

	return open_library(PAY_LIBZIP, names, PAY_LIBZIP_COUNT, pay_libzip_functions);
}
#else
bool pay_libzip_open(void)
{
	return true;
}
#endif

#else
typedef int pay_linked_as_usual; /* ISO C wants something in a file */
#endif
