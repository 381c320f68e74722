/* SPDX-License-Identifier: MIT */
#include "php/inbox_table.h"

#include "php/globals.h"

#include "core/text.h"

#include "ext/spl/spl_exceptions.h"
#include "zend_exceptions.h"
#include "zend_smart_str.h"

#include <time.h>

#define NAME_MAX_SIZE 63 /* bytes: PostgreSQL's; MySQL takes 64 */

/* ------------------------------------------------------------------ its name */

static bool is_name(pay_slice text)
{
	return pay_is_word(text, 1, NAME_MAX_SIZE, "_") && !pay_is_digit(text.data[0]);
}

static void append_quoted(smart_str *out, php_pay_driver driver, pay_slice name)
{
	char quote = driver == PHP_PAY_MYSQL ? '`' : '"';

	smart_str_appendc(out, quote);
	smart_str_appendl(out, name.data, name.size);
	smart_str_appendc(out, quote);
}

zend_string *php_pay_inbox_table(php_pay_driver driver, zend_string *name)
{
	pay_slice whole = php_pay_slice(name), schema = PAY_LIT("");
	const char *dot = memchr(whole.data, '.', whole.size);
	smart_str out = {0};

	if (dot != NULL) {
		schema = (pay_slice) {whole.data, (size_t) (dot - whole.data)};
		whole = pay_slice_after(whole, schema.size + 1);
	}
	if (!is_name(whole) || (dot != NULL && !is_name(schema))) {
		return NULL;
	}
	if (dot != NULL) {
		append_quoted(&out, driver, schema);
		smart_str_appendc(&out, '.');
	}
	append_quoted(&out, driver, whole);
	return smart_str_extract(&out);
}

/* ------------------------------------------------------------------ its rows */

/* IGNORE, since ON DUPLICATE KEY counts a row that was there as written where the client asked for found rows. */
static zend_string *insertion(php_pay_driver driver, zend_string *table)
{
	bool is_mysql = driver == PHP_PAY_MYSQL;

	return zend_strpprintf(0,
		"INSERT%s INTO %s (id, owner, fact, created_at) VALUES (?, ?, ?, ?)%s",
		is_mysql ? " IGNORE" : "", ZSTR_VAL(table), is_mysql ? "" : " ON CONFLICT (id) DO NOTHING");
}

int php_pay_inbox_mark(
	zend_object *db, php_pay_driver driver, zend_string *table, const php_pay_identity *identity)
{
	zend_string *sql = insertion(driver, table);
	zend_long rows;
	zval values;

	array_init_size(&values, 4);
	add_next_index_string(&values, identity->id);
	add_next_index_string(&values, identity->owner);
	add_next_index_string(&values, identity->fact);
	add_next_index_long(&values, (zend_long) time(NULL));
	rows = php_pay_pdo_write(db, sql, &values);
	zval_ptr_dtor(&values);
	zend_string_release(sql);
	return rows < 0 ? -1 : rows > 0;
}

/* MySQL takes no LIMIT in a subquery, the others none in DELETE. */
static zend_string *deletion(php_pay_driver driver, zend_string *table)
{
	const char *name = ZSTR_VAL(table);

	if (driver == PHP_PAY_MYSQL) {
		return zend_strpprintf(
			0, "DELETE FROM %s WHERE created_at < ? LIMIT %d", name, PHP_PAY_INBOX_PORTION);
	}
	return zend_strpprintf(0,
		"DELETE FROM %s WHERE id IN (SELECT id FROM %s WHERE created_at < ? LIMIT %d)", name, name,
		PHP_PAY_INBOX_PORTION);
}

zend_long php_pay_inbox_forget(
	zend_object *db, php_pay_driver driver, zend_string *table, int64_t before)
{
	zend_string *sql = deletion(driver, table);
	zend_long rows;
	zval values;

	array_init_size(&values, 1);
	add_next_index_long(&values, (zend_long) before);
	rows = php_pay_pdo_write(db, sql, &values);
	zval_ptr_dtor(&values);
	zend_string_release(sql);
	return rows;
}

/* ------------------------------------------------------------------ making it */

/* SQLite has no code of its own for it, and names the table in the message. */
bool php_pay_inbox_is_missing(php_pay_driver driver)
{
	php_pay_pdo_failure failure = php_pay_pdo_failed();

	switch (driver) {
	case PHP_PAY_SQLITE:
		return failure.code == 1 && strstr(failure.message, "no such table") != NULL;
	case PHP_PAY_MYSQL:
		return failure.code == 1146;
	case PHP_PAY_PGSQL:
		return strcmp(failure.state, "42P01") == 0;
	case PHP_PAY_NO_DRIVER:
		break;
	}
	return false;
}

/* A transaction needs InnoDB, whatever the server's default is. */
static zend_string *creation(php_pay_driver driver, zend_string *table)
{
	return zend_strpprintf(0,
		"CREATE TABLE IF NOT EXISTS %s (id CHAR(64) NOT NULL PRIMARY KEY, owner VARCHAR(%d) NOT "
		"NULL, "
		"fact VARCHAR(%d) NOT NULL, created_at BIGINT NOT NULL)%s",
		ZSTR_VAL(table), PHP_PAY_OWNER_MAX, PHP_PAY_FACT_MAX,
		driver == PHP_PAY_MYSQL ? " ENGINE=InnoDB DEFAULT CHARACTER SET ascii" : "");
}

/* Two that make it at once: PostgreSQL tells the second so, in one way or the other. */
static bool is_made_by_another(php_pay_driver driver)
{
	php_pay_pdo_failure failure = php_pay_pdo_failed();

	return driver == PHP_PAY_PGSQL
		&& (strcmp(failure.state, "42P07") == 0 || strcmp(failure.state, "23505") == 0);
}

static bool create(const php_pay_part *part, zend_string *sql)
{
	if (php_pay_pdo_exec(part->db, ZSTR_VAL(sql))) {
		return true;
	}
	if (!is_made_by_another(part->driver)) {
		return false;
	}
	zend_clear_exception();
	return true;
}

/* A failed statement would take PostgreSQL's whole transaction with it, so there is a savepoint before it. */
static bool create_within(php_pay_part *part, zend_string *sql)
{
	if (part->driver == PHP_PAY_MYSQL) {
		zend_throw_exception_ex(spl_ce_RuntimeException, 0,
			"The table of Pay\\Inbox is missing, and making it would commit the transaction that "
			"is "
			"open. Make it before: %s",
			ZSTR_VAL(sql));
		return false;
	}
	if (!php_pay_part_open(part)) {
		return false;
	}
	if (php_pay_pdo_exec(part->db, ZSTR_VAL(sql))) {
		return php_pay_part_release(part);
	}
	php_pay_part_undo(part);
	if (is_made_by_another(part->driver)) {
		zend_clear_exception();
	}
	return EG(exception) == NULL;
}

bool php_pay_inbox_make_table(php_pay_part *part, zend_string *table)
{
	zend_string *sql = creation(part->driver, table);
	bool made = part->is_whole ? create(part, sql) : create_within(part, sql);

	zend_string_release(sql);
	return made;
}
