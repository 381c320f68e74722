/* SPDX-License-Identifier: MIT */
/*
 * Included in place of <curl/curl.h> and <zip.h>. Where config.m4 found out their names, libcurl and libzip are opened with the first
 * use: with all that they need themselves they are many times what loading the rest of the extension costs, and a script
 * that talks to no gateway needs neither.
 */
#ifndef PAY_CORE_LIBRARIES_H
#define PAY_CORE_LIBRARIES_H

#include <curl/curl.h>
#include <stdbool.h>
#ifdef PAY_HAVE_ZIP
#include <zip.h>
#endif

#ifndef PAY_LIBCURL

/* Linked as usual. */
static inline bool pay_libcurl_open(void)
{
	return true;
}

static inline bool pay_libzip_open(void)
{
	return true;
}

#else

#define PAY_LIBCURL_FUNCTIONS(X) \
	X(curl_easy_cleanup) \
	X(curl_easy_getinfo) \
	X(curl_easy_init) \
	X(curl_easy_reset) \
	X(curl_easy_setopt) \
	X(curl_easy_strerror) \
	X(curl_free) \
	X(curl_global_init) \
	X(curl_multi_add_handle) \
	X(curl_multi_cleanup) \
	X(curl_multi_info_read) \
	X(curl_multi_init) \
	X(curl_multi_remove_handle) \
	X(curl_multi_setopt) \
	X(curl_multi_socket_action) \
	X(curl_slist_append) \
	X(curl_slist_free_all) \
	X(curl_url) \
	X(curl_url_cleanup) \
	X(curl_url_get) \
	X(curl_url_set) \
	X(curl_version_info)

#define PAY_LIBZIP_FUNCTIONS(X) \
	X(zip_discard) \
	X(zip_error_code_zip) \
	X(zip_fclose) \
	X(zip_fdopen) \
	X(zip_file_get_error) \
	X(zip_fopen_index) \
	X(zip_fread) \
	X(zip_get_error) \
	X(zip_get_num_entries) \
	X(zip_stat_index)

#define PAY_PLACE(name) PAY_PLACE_##name,
enum { PAY_LIBCURL_FUNCTIONS(PAY_PLACE) PAY_LIBCURL_COUNT };
#ifdef PAY_LIBZIP
enum { PAY_LIBZIP_FUNCTIONS(PAY_PLACE) PAY_LIBZIP_COUNT };
#endif

typedef void (*pay_function)(void);

/* What the dynamic linker would write down: filled once, before the first thread or the first call, and never changed. */
extern pay_function pay_libcurl_functions[];
extern pay_function pay_libzip_functions[];

/* False: it is not there, or is another than this was built for. */
bool pay_libcurl_open(void);
bool pay_libzip_open(void);

#define PAY_OF_LIBCURL(name) ((__typeof__(&name)) pay_libcurl_functions[PAY_PLACE_##name])
#define PAY_OF_LIBZIP(name) ((__typeof__(&name)) pay_libzip_functions[PAY_PLACE_##name])

/* curl/curl.h checks types in macros of these names. */
#undef curl_easy_getinfo
#undef curl_easy_setopt
#undef curl_multi_setopt
#define curl_easy_cleanup PAY_OF_LIBCURL(curl_easy_cleanup)
#define curl_easy_getinfo PAY_OF_LIBCURL(curl_easy_getinfo)
#define curl_easy_init PAY_OF_LIBCURL(curl_easy_init)
#define curl_easy_reset PAY_OF_LIBCURL(curl_easy_reset)
#define curl_easy_setopt PAY_OF_LIBCURL(curl_easy_setopt)
#define curl_easy_strerror PAY_OF_LIBCURL(curl_easy_strerror)
#define curl_free PAY_OF_LIBCURL(curl_free)
#define curl_global_init PAY_OF_LIBCURL(curl_global_init)
#define curl_multi_add_handle PAY_OF_LIBCURL(curl_multi_add_handle)
#define curl_multi_cleanup PAY_OF_LIBCURL(curl_multi_cleanup)
#define curl_multi_info_read PAY_OF_LIBCURL(curl_multi_info_read)
#define curl_multi_init PAY_OF_LIBCURL(curl_multi_init)
#define curl_multi_remove_handle PAY_OF_LIBCURL(curl_multi_remove_handle)
#define curl_multi_setopt PAY_OF_LIBCURL(curl_multi_setopt)
#define curl_multi_socket_action PAY_OF_LIBCURL(curl_multi_socket_action)
#define curl_slist_append PAY_OF_LIBCURL(curl_slist_append)
#define curl_slist_free_all PAY_OF_LIBCURL(curl_slist_free_all)
#define curl_url PAY_OF_LIBCURL(curl_url)
#define curl_url_cleanup PAY_OF_LIBCURL(curl_url_cleanup)
#define curl_url_get PAY_OF_LIBCURL(curl_url_get)
#define curl_url_set PAY_OF_LIBCURL(curl_url_set)
#define curl_version_info PAY_OF_LIBCURL(curl_version_info)
#ifdef PAY_LIBZIP
#define zip_discard PAY_OF_LIBZIP(zip_discard)
#define zip_error_code_zip PAY_OF_LIBZIP(zip_error_code_zip)
#define zip_fclose PAY_OF_LIBZIP(zip_fclose)
#define zip_fdopen PAY_OF_LIBZIP(zip_fdopen)
#define zip_file_get_error PAY_OF_LIBZIP(zip_file_get_error)
#define zip_fopen_index PAY_OF_LIBZIP(zip_fopen_index)
#define zip_fread PAY_OF_LIBZIP(zip_fread)
#define zip_get_error PAY_OF_LIBZIP(zip_get_error)
#define zip_get_num_entries PAY_OF_LIBZIP(zip_get_num_entries)
#define zip_stat_index PAY_OF_LIBZIP(zip_stat_index)
#endif

#endif
#endif
