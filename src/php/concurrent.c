/* SPDX-License-Identifier: MIT */
#include "php/concurrent.h"

#include "php/exchange.h"
#include "php/globals.h"
#include "php/wait.h"

#include "core/platform.h"

#include "zend_exceptions.h"
#include "zend_fibers.h"

/*
 * Each task is a fiber. Where a gateway's call in it would wait for the network, the fiber is suspended with what it waits for
 * written down, and whoever drives resumes the first for which that has come. Everything lies in request memory, except the
 * exchanges themselves, which belong to core/http.c.
 */
#define SLICE_MILLISECONDS 200 /* after which signals are heeded */

typedef struct task {
	struct task *next;
	zend_object *fiber; /* a reference */
	zend_string *name;  /* its key; a reference. NULL: index */
	zend_ulong index;
	bool waits; /* suspended by us, until one of: */
	const pay_transfer *transfer;
	int64_t until;
	const php_pay_group *inner;
} task;

struct php_pay_group {
	php_pay_group *outer; /* of those that are running, newest first */
	HashTable *closures;  /* borrowed */
	HashPosition next;    /* to be started */
	zval *results;
	task *tasks; /* started, and not at their end */
	size_t running;
	size_t limit;
};

static bool has_more(const php_pay_group *group)
{
	HashPosition next = group->next;

	return zend_hash_has_more_elements_ex(group->closures, &next) == SUCCESS;
}

/* ------------------------------------------------------------------ the fiber's side */

static task *running_task(void)
{
	const zend_fiber *active = EG(active_fiber);

	if (active == NULL || (active->flags & ZEND_FIBER_FLAG_DESTROYED) != 0) {
		return NULL;
	}
	for (const php_pay_group *group = PAY_G(groups); group != NULL; group = group->outer) {
		for (task *one = group->tasks; one != NULL; one = one->next) {
			if (one->fiber == &active->std) {
				return one;
			}
		}
	}
	return NULL;
}

bool php_pay_task_may_wait(void)
{
	return PAY_G(groups) != NULL && PAY_G(undivided) == 0 && EG(exception) == NULL
		&& !zend_fiber_switch_blocked() && running_task() != NULL;
}

static zend_function *fiber_method(const char *name)
{
	return zend_hash_str_find_ptr(&zend_ce_fiber->function_table, name, strlen(name));
}

static bool has_come(const task *waiting)
{
	if (waiting->transfer != NULL) {
		return pay_transfer_is_done(waiting->transfer);
	}
	if (waiting->inner != NULL) {
		return waiting->inner->running == 0 && !has_more(waiting->inner);
	}
	return pay_clock_milliseconds() >= waiting->until;
}

static void throw_ended(void)
{
	if (EG(exception) == NULL) {
		zend_throw_error(NULL, "The Pay\\concurrent() of this task has ended without it");
	}
}

/* Resumed too early, by someone who got hold of the fiber, it is suspended again; after its group has ended nothing will come. */
static bool suspend(const task *what)
{
	task *running = running_task();
	zval sent;

	running->transfer = what->transfer;
	running->until = what->until;
	running->inner = what->inner;
	do {
		running->waits = true;
		ZVAL_UNDEF(&sent);
		zend_call_known_function(
			fiber_method("suspend"), NULL, zend_ce_fiber, &sent, 0, NULL, NULL);
		zval_ptr_dtor(&sent);
		running = running_task();
		if (running == NULL) {
			throw_ended();
			return false;
		}
		running->waits = false;
	} while (EG(exception) == NULL && !has_come(running));
	return EG(exception) == NULL;
}

bool php_pay_task_wait_for(const pay_transfer *transfer)
{
	return suspend(&(const task) {.transfer = transfer});
}

bool php_pay_task_wait_until(int64_t milliseconds)
{
	return suspend(&(const task) {.until = milliseconds});
}

/* ------------------------------------------------------------------ results */

static void set_result(php_pay_group *group, const task *of, zval *result)
{
	if (of->name != NULL) {
		zend_hash_update(Z_ARRVAL_P(group->results), of->name, result);
	} else {
		zend_hash_index_update(Z_ARRVAL_P(group->results), of->index, result);
	}
}

/* In place of what was returned. What nobody may catch stays in flight. */
static void take_exception(zval *result)
{
	if (EG(exception) != NULL && !php_pay_is_ending(EG(exception))) {
		zval_ptr_dtor(result);
		ZVAL_OBJ_COPY(result, EG(exception));
		zend_clear_exception();
	}
}

/* Nobody finds the task any more when the fiber goes, which may run code of the shop. */
static void leave(php_pay_group *group, const task *ended)
{
	task **link = &group->tasks;

	while (*link != ended) {
		link = &(*link)->next;
	}
	*link = ended->next;
	group->running--;
	OBJ_RELEASE(ended->fiber);
}

static void free_task(task *ended)
{
	if (ended->name != NULL) {
		zend_string_release(ended->name);
	}
	efree(ended);
}

static bool is_at_end(const task *one)
{
	return ((const zend_fiber *) one->fiber)->context.status == ZEND_FIBER_STATUS_DEAD;
}

/* What the closure returned or threw, or what its end destructed. False: the whole is to end. */
static bool finish(php_pay_group *group, task *ended)
{
	zval result;

	ZVAL_NULL(&result);
	if (EG(exception) == NULL) {
		zend_call_known_instance_method_with_0_params(
			fiber_method("getreturn"), ended->fiber, &result);
	}
	leave(group, ended);
	take_exception(&result);
	set_result(group, ended, &result);
	free_task(ended);
	return EG(exception) == NULL;
}

/* ------------------------------------------------------------------ the driver's side */

/* What suspends a task is this library alone: nobody would resume it after anything else. */
static void refuse_suspension(task *suspended)
{
	zval error, value;

	object_init_ex(&error, zend_ce_error);
	zend_update_property_string(zend_ce_error, Z_OBJ(error), ZEND_STRL("message"),
		"A task of Pay\\concurrent() cannot be suspended but by a gateway's call: nobody would "
		"resume it");
	ZVAL_UNDEF(&value);
	zend_call_known_instance_method_with_1_params(
		fiber_method("throw"), suspended->fiber, &value, &error);
	zval_ptr_dtor(&value);
	zval_ptr_dtor(&error);
}

/* After the task ran: where it stands. False: the whole is to end. */
static bool settle(php_pay_group *group, task *ran)
{
	while (EG(exception) == NULL && !is_at_end(ran)) {
		if (ran->waits) {
			return true;
		}
		refuse_suspension(ran);
	}
	return finish(group, ran);
}

static bool run(php_pay_group *group, task *next, const char *method)
{
	zval value;

	ZVAL_UNDEF(&value);
	zend_call_known_instance_method_with_0_params(fiber_method(method), next->fiber, &value);
	zval_ptr_dtor(&value);
	return settle(group, next);
}

static task *make_task(php_pay_group *group, zval *closure, zend_string *name, zend_ulong index)
{
	task *made = ecalloc(1, sizeof(*made));
	zval fiber;

	object_init_ex(&fiber, zend_ce_fiber);
	zend_call_known_instance_method_with_1_params(
		zend_ce_fiber->constructor, Z_OBJ(fiber), NULL, closure);
	made->fiber = Z_OBJ(fiber);
	made->name = name != NULL ? zend_string_copy(name) : NULL;
	made->index = index;
	made->next = group->tasks;
	group->tasks = made;
	group->running++;
	return made;
}

static bool start_next(php_pay_group *group)
{
	zval *closure = zend_hash_get_current_data_ex(group->closures, &group->next);
	zend_string *name = NULL;
	zend_ulong index = 0;

	(void) zend_hash_get_current_key_ex(group->closures, &name, &index, &group->next);
	zend_hash_move_forward_ex(group->closures, &group->next);
	return run(group, make_task(group, closure, name, index), "start");
}

/* True: one was started, or one was resumed for which that has come which it waits for; *ok: nothing ends the whole. */
static bool step(bool *ok)
{
	for (php_pay_group *group = PAY_G(groups); group != NULL; group = group->outer) {
		for (task *one = group->tasks; one != NULL; one = one->next) {
			if (is_at_end(one)) { /* resumed to its end by someone who got hold of the fiber */
				*ok = finish(group, one);
				return true;
			}
			if (one->waits && has_come(one)) {
				*ok = run(group, one, "resume");
				return true;
			}
		}
		if (group->running < group->limit && has_more(group)) {
			*ok = start_next(group);
			return true;
		}
	}
	return false;
}

/* The first that was suspended by itself and not refused, since someone else had resumed it before. */
static task *find_suspended(php_pay_group **of)
{
	for (*of = PAY_G(groups); *of != NULL; *of = (*of)->outer) {
		for (task *one = (*of)->tasks; one != NULL; one = one->next) {
			const zend_fiber *fiber = (const zend_fiber *) one->fiber;

			if (!one->waits && fiber->context.status == ZEND_FIBER_STATUS_SUSPENDED) {
				return one;
			}
		}
	}
	return NULL;
}

/* Whether anything will come by itself. */
static bool is_anything_awaited(void)
{
	for (const php_pay_group *group = PAY_G(groups); group != NULL; group = group->outer) {
		for (const task *one = group->tasks; one != NULL; one = one->next) {
			if (one->waits && one->inner == NULL) {
				return true;
			}
		}
	}
	return false;
}

/* Until something comes, or the first time has. */
static void wait_for_any(void)
{
	int64_t now = pay_clock_milliseconds(), until = now + SLICE_MILLISECONDS;
	pay_http *http = php_pay_libcurl();

	for (const php_pay_group *group = PAY_G(groups); group != NULL; group = group->outer) {
		for (const task *one = group->tasks; one != NULL; one = one->next) {
			if (one->waits && one->transfer == NULL && one->inner == NULL && one->until < until) {
				until = one->until;
			}
		}
	}
	if (http != NULL) {
		pay_http_wait(http, until > now ? until - now : 0);
	} else {
		pay_sleep(until > now ? until - now : 0);
	}
	php_pay_heed_interrupts();
}

/* When nothing can go on. False: the whole is to end. */
static bool stand_still(void)
{
	php_pay_group *of;
	task *suspended = is_anything_awaited() ? NULL : find_suspended(&of);

	if (suspended != NULL) {
		return settle(of, suspended);
	}
	wait_for_any();
	return EG(exception) == NULL;
}

/* Runs whatever can go on, of this group and of those around it, until this one is done or something ends it. */
static void drive(const php_pay_group *group)
{
	bool ok = true;

	while (ok && (group->running > 0 || has_more(group))) {
		if (!step(&ok)) {
			ok = stand_still();
		}
	}
}

/* A fatal error leaves tasks where they wait, for good. Functions of the shop that run at the end find none of them. */
static void lose_tasks(void)
{
	for (php_pay_group *group = PAY_G(groups); group != NULL; group = group->outer) {
		while (group->tasks != NULL) {
			task *one = group->tasks;

			group->tasks = one->next;
			one->next = PAY_G(lost);
			PAY_G(lost) = one;
		}
	}
	PAY_G(groups) = NULL;
}

static void drive_or_lose(const php_pay_group *group)
{
	zend_try
	{
		drive(group);
	}
	zend_catch
	{
		lose_tasks();
		PAY_G(undivided) = 0;
		zend_bailout();
	}
	zend_end_try();
}

/* Where fibers cannot be switched, as in some destructors: one after the other. */
static void run_in_turn(php_pay_group *group)
{
	zval *closure;
	task one = {0};

	ZEND_HASH_FOREACH_KEY_VAL (group->closures, one.index, one.name, closure) {
		zval result;

		ZVAL_NULL(&result);
		(void) call_user_function(NULL, NULL, closure, &result, 0, NULL);
		if (Z_ISREF(result)) {
			zend_unwrap_reference(&result);
		}
		take_exception(&result);
		set_result(group, &one, &result);
		if (EG(exception) != NULL) {
			return;
		}
	}
	ZEND_HASH_FOREACH_END();
}

static void open_group(php_pay_group *group)
{
	group->outer = PAY_G(groups);
	PAY_G(groups) = group;
}

/* A fatal error has marked all objects as destructed; what waits then is not woken by the end of its fiber. */
static bool is_after_fatal_error(const php_pay_group *group)
{
	for (const task *one = group->tasks; one != NULL; one = one->next) {
		if (!is_at_end(one) && (OBJ_FLAGS(one->fiber) & IS_OBJ_DESTRUCTOR_CALLED) != 0) {
			return true;
		}
	}
	return false;
}

/*
 * Tasks that are left are destructed where they wait: their finally blocks run, and what they sent is broken off. No driver that
 * these start finds the group.
 */
static void close_group(php_pay_group *group)
{
	php_pay_group **link = &PAY_G(groups);

	if (is_after_fatal_error(group)) { /* which did not leave by a jump: of memory */
		lose_tasks();
	}
	while (*link != NULL && *link != group) {
		link = &(*link)->outer;
	}
	if (*link != NULL) { /* a fatal error has forgotten them all */
		*link = group->outer;
	}
	while (group->tasks != NULL) {
		task *left = group->tasks;

		leave(group, left);
		free_task(left);
	}
}

static void run_group(php_pay_group *group)
{
	bool is_inner = php_pay_task_may_wait();

	if (!is_inner && (zend_fiber_switch_blocked() || PAY_G(undivided) > 0)) {
		run_in_turn(group);
		return;
	}
	open_group(group);
	if (is_inner) {
		(void) suspend(&(const task) {.inner = group});
	} else {
		drive_or_lose(group);
	}
	close_group(group);
}

/* PHP frees a fiber that waits without its C stack. What lies on that is not used any more, and its PHP stack goes with the request. */
static void free_stack(zend_fiber *fiber)
{
	if (fiber->context.status == ZEND_FIBER_STATUS_SUSPENDED) {
		fiber->context.cleanup = NULL;
		zend_fiber_destroy_context(&fiber->context);
		fiber->context.status = ZEND_FIBER_STATUS_DEAD;
	}
}

void php_pay_concurrent_forget(void)
{
	for (const task *one = PAY_G(lost); one != NULL; one = one->next) {
		free_stack((zend_fiber *) one->fiber);
	}
	PAY_G(lost) = NULL;
	PAY_G(groups) = NULL;
	PAY_G(undivided) = 0;
}

/* All keys in the caller's order, before the first result is there. False: thrown. */
static bool prepare_results(zval *results, HashTable *tasks)
{
	zend_string *name;
	zend_ulong index;
	zval *closure, nothing;

	ZVAL_NULL(&nothing);
	array_init_size(results, zend_hash_num_elements(tasks));
	ZEND_HASH_FOREACH_KEY_VAL (tasks, index, name, closure) {
		if (!zend_is_callable(closure, 0, NULL)) {
			zend_argument_type_error(1, "must be an array of callables");
			return false;
		}
		if (name != NULL) {
			zend_hash_add_new(Z_ARRVAL_P(results), name, &nothing);
		} else {
			zend_hash_index_add_new(Z_ARRVAL_P(results), index, &nothing);
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

ZEND_FUNCTION(Pay_concurrent)
{
	HashTable *tasks;
	zend_long limit = 16;
	php_pay_group group = {0};

	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY_HT(tasks)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(limit)
	ZEND_PARSE_PARAMETERS_END();

	if (limit < 1) {
		zend_argument_value_error(2, "must be at least 1");
		RETURN_THROWS();
	}
	if (!prepare_results(return_value, tasks)) {
		RETURN_THROWS();
	}
	group.closures = tasks;
	group.results = return_value;
	group.limit = (size_t) limit;
	zend_hash_internal_pointer_reset_ex(tasks, &group.next);
	run_group(&group);
}
