/* SPDX-License-Identifier: MIT */
#include "php/inbox_part.h"

#include "php/globals.h"

#include "core/platform.h"

#include "zend_exceptions.h"

#define TRIES_MAX 12
#define PAUSE_MILLISECONDS 4 /* doubled each time, and half of it by chance */
#define PAUSE_MAX_MILLISECONDS 500

#define MYSQL_NO_SAVEPOINT 1305
#define MYSQL_NOT_READY 1047 /* a node that is outside of Galera's primary component */
#define SESSION_END_MILLISECONDS 1500

#define SQLITE_ERROR 1
#define SQLITE_BUSY 5
#define SQLITE_LOCKED 6

static bool is_state(const php_pay_pdo_failure *failure, const char *const states[])
{
	for (size_t i = 0; states[i] != NULL; i++) {
		if (strcmp(failure->state, states[i]) == 0) {
			return true;
		}
	}
	return false;
}

bool php_pay_part_find(php_pay_part *part, zend_object *db, php_pay_driver driver)
{
	*part = (php_pay_part) {.db = db, .driver = driver};
	part->is_whole = !php_pay_pdo_in_transaction(db);
	return EG(exception) == NULL;
}

static bool run(const php_pay_part *part, const char *command)
{
	char sql[64];

	(void) snprintf(sql, sizeof(sql), "%s %s", command, part->savepoint);
	return php_pay_pdo_exec(part->db, sql);
}

/* What the attempt before could not roll back goes first. */
static bool begin_whole(const php_pay_part *part)
{
	return (!php_pay_pdo_in_transaction(part->db) || php_pay_pdo_run(part->db, "rollBack"))
		&& php_pay_pdo_run(part->db, "beginTransaction");
}

/*
 * PDO does not see what exec("BEGIN IMMEDIATE") opened in SQLite, and whoever wants to write there opens it so. BEGIN fails with
 * this code for no other reason.
 */
static bool begin(php_pay_part *part)
{
	if (!part->is_whole || begin_whole(part)) {
		return true;
	}
	if (part->driver != PHP_PAY_SQLITE || php_pay_pdo_failed().code != SQLITE_ERROR) {
		return false;
	}
	zend_clear_exception();
	part->is_whole = false;
	return true;
}

/* Names are used once in the process: MySQL forgets an outer savepoint when an inner one takes its name. */
bool php_pay_part_open(php_pay_part *part)
{
	if (!begin(part)) {
		return false;
	}
	(void) snprintf(
		part->savepoint, sizeof(part->savepoint), "pay_inbox_%" PRIu64, ++PAY_G(inbox_savepoints));
	if (run(part, "SAVEPOINT")) {
		return true;
	}
	if (part->is_whole) {
		php_pay_part_undo(part);
	}
	return false;
}

/*
 * PDO believes a transaction of SQLite to be open until it ended it itself, and would never begin another after a handler's
 * exec("COMMIT"). So there is one to end.
 */
static void roll_back(const php_pay_part *part)
{
	if (!php_pay_pdo_in_transaction(part->db) || php_pay_pdo_run(part->db, "rollBack")) {
		return;
	}
	if (part->driver == PHP_PAY_SQLITE && EG(exception) != NULL) {
		zend_clear_exception();
		if (php_pay_pdo_exec(part->db, "BEGIN")) {
			(void) php_pay_pdo_run(part->db, "rollBack");
		}
	}
}

/*
 * A node of Galera that lost the others refuses ROLLBACK too, and keeps the transaction until they are back, for whoever commits
 * next on this connection. It cannot be closed from here. The server closes it, and undoes the transaction, when it is idle for
 * longer than it may be. PDO knows from the last success only whether there is a transaction: SET is never refused.
 */
static void end_session(const php_pay_part *part)
{
	if (!php_pay_pdo_exec(part->db, "SET @pay_inbox = 0")
		|| !php_pay_pdo_in_transaction(part->db)) {
		return;
	}
	if (php_pay_pdo_exec(part->db, "SET SESSION wait_timeout = 1")) {
		pay_sleep(SESSION_END_MILLISECONDS);
	}
}

static void undo(const php_pay_part *part)
{
	if (part->is_whole) {
		roll_back(part);
	} else if (run(part, "ROLLBACK TO SAVEPOINT")) {
		(void) run(part, "RELEASE SAVEPOINT");
	} else if (php_pay_pdo_failed().code == MYSQL_NOT_READY) {
		zend_clear_exception();
		end_session(part);
	}
}

void php_pay_part_undo(const php_pay_part *part)
{
	php_pay_aside aside = php_pay_set_aside();

	undo(part);
	if (aside.exception != NULL) {
		php_pay_take_up(aside);
	} else if (EG(exception) != NULL) {
		zend_clear_exception();
	}
}

bool php_pay_part_release(const php_pay_part *part)
{
	return run(part, "RELEASE SAVEPOINT");
}

bool php_pay_part_has_ended(const php_pay_part *part)
{
	/* no such savepoint; no transaction; one that only waits for its end */
	static const char *const states[] = {"3B001", "25P01", "25P02", NULL};
	php_pay_pdo_failure failure = php_pay_pdo_failed();

	switch (part->driver) {
	case PHP_PAY_SQLITE:
		return failure.code == SQLITE_ERROR;
	case PHP_PAY_MYSQL:
		return failure.code == MYSQL_NO_SAVEPOINT;
	case PHP_PAY_PGSQL:
		return is_state(&failure, states);
	case PHP_PAY_NO_DRIVER:
		break;
	}
	return false;
}

bool php_pay_part_commit(const php_pay_part *part)
{
	return !part->is_whole || php_pay_pdo_run(part->db, "commit");
}

/* ------------------------------------------------------------------ repeating */

/* Another transaction was in the way, and nothing is wrong with this one. */
static bool is_transient(php_pay_driver driver, const php_pay_pdo_failure *failure)
{
	/* 40001 is serialization, 40P01 a deadlock, 55P03 a lock_timeout */
	static const char *const states[] = {"40001", "40P01", "55P03", NULL};

	switch (driver) {
	case PHP_PAY_SQLITE: /* the low byte of extended codes */
		return (failure->code & 0xff) == SQLITE_BUSY || (failure->code & 0xff) == SQLITE_LOCKED;
	case PHP_PAY_MYSQL: /* deadlock or Galera's certification; lock wait; MariaDB's snapshot isolation */
		return failure->code == 1213 || failure->code == 1205 || failure->code == 1020
			|| failure->code == MYSQL_NOT_READY || is_state(failure, states);
	case PHP_PAY_PGSQL:
		return is_state(failure, states);
	case PHP_PAY_NO_DRIVER:
		break;
	}
	return false;
}

static void pause_after(int tried)
{
	int64_t longest = MIN((int64_t) PAUSE_MILLISECONDS << tried, PAUSE_MAX_MILLISECONDS);
	int64_t chance = pay_process_id() * 31 + pay_clock_milliseconds() * 17;

	pay_sleep(longest / 2 + chance % (longest / 2));
}

static bool is_in_the_way(const php_pay_part *part)
{
	php_pay_pdo_failure failure = php_pay_pdo_failed();

	return is_transient(part->driver, &failure);
}

/* What could not be rolled back is not left to the next one. */
static void give_up(const php_pay_part *part)
{
	php_pay_aside aside = php_pay_set_aside();

	if (part->driver == PHP_PAY_MYSQL && php_pay_pdo_in_transaction(part->db)) {
		end_session(part);
	}
	php_pay_take_up(aside);
}

bool php_pay_part_may_repeat(const php_pay_part *part, int tried)
{
	if (!part->is_whole || EG(exception) == NULL) {
		return false;
	}
	if (tried >= TRIES_MAX || !is_in_the_way(part)) {
		give_up(part);
		return false;
	}
	zend_clear_exception();
	pause_after(tried);
	return true;
}
