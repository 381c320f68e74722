/* SPDX-License-Identifier: MIT */
/*
 * An extension for tests of a thread-safe PHP alone: threads\run(4, 3, "file.php") lets four threads each serve three requests, the
 * script with $thread and $round set, as a server with a thread for each worker does, and waits for them.
 */
#include "php.h"
#include "main/SAPI.h"
#include "main/php_main.h"

#include <pthread.h>

#ifndef ZTS
#error "there are no threads in this PHP"
#endif

ZEND_TSRMLS_CACHE_DEFINE()

#define THREADS_MAX 64

typedef struct task {
	int thread, rounds;
	const char *file;
	pthread_t id;
} task;

static void serve(const task *given, int round)
{
	char code[4200];

	if (php_request_startup() != SUCCESS) {
		return;
	}
	snprintf(code, sizeof(code), "$thread = %d; $round = %d; require '%s';", given->thread, round,
		given->file);
	zend_first_try
	{
		(void) zend_eval_string_ex(code, NULL, "thread", true);
	}
	zend_end_try();
	php_request_shutdown(NULL);
}

static void *work(void *context)
{
	const task *given = context;

	(void) ts_resource(0);
	ZEND_TSRMLS_CACHE_UPDATE();
	for (int round = 0; round < given->rounds; round++) {
		serve(given, round);
	}
	ts_free_thread();
	return NULL;
}

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_run, 0, 3, IS_VOID, 0)
ZEND_ARG_TYPE_INFO(0, threads, IS_LONG, 0)
ZEND_ARG_TYPE_INFO(0, rounds, IS_LONG, 0)
ZEND_ARG_TYPE_INFO(0, file, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_NAMED_FUNCTION(threads_run)
{
	zend_long threads, rounds;
	char *file;
	size_t size;
	task tasks[THREADS_MAX];

	ZEND_PARSE_PARAMETERS_START(3, 3)
		Z_PARAM_LONG(threads)
		Z_PARAM_LONG(rounds)
		Z_PARAM_PATH(file, size)
	ZEND_PARSE_PARAMETERS_END();
	if (threads < 1 || threads > THREADS_MAX || size > 4096) {
		zend_argument_value_error(1, "must be between 1 and %d", THREADS_MAX);
		RETURN_THROWS();
	}
	for (int i = 0; i < threads; i++) {
		tasks[i] = (task) {.thread = i, .rounds = (int) rounds, .file = file};
		if (pthread_create(&tasks[i].id, NULL, work, &tasks[i]) != 0) {
			php_error_docref(NULL, E_CORE_ERROR, "no thread");
		}
	}
	for (int i = 0; i < threads; i++) {
		pthread_join(tasks[i].id, NULL);
	}
}

static const zend_function_entry functions[] = {
	ZEND_NS_FENTRY("threads", run, threads_run, arginfo_run, 0) PHP_FE_END};

zend_module_entry threads_module_entry = {STANDARD_MODULE_HEADER, "threads", functions, NULL, NULL,
	NULL, NULL, NULL, "0", STANDARD_MODULE_PROPERTIES};

ZEND_GET_MODULE(threads)
