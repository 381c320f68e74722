/* SPDX-License-Identifier: MIT */
#include "php/client.h"

#include "php/classes.h"
#include "php/errors.h"
#include "php/globals.h"
#include "php/http_class.h"

#include "zend_exceptions.h"

static zend_object_handlers handlers;

static zend_object *create(zend_class_entry *ce)
{
	php_pay_client *client = zend_object_alloc(sizeof(*client), ce);

	client->account.arena.kept = &PAY_G(kept);
	zend_object_std_init(&client->std, ce);
	object_properties_init(&client->std, ce);
	client->std.handlers = &handlers;
	return &client->std;
}

static void release(zend_object *object)
{
	php_pay_client *client = php_pay_client_from(object);

	php_pay_client_take_http(client, NULL);
	pay_account_free(&client->account);
	zend_object_std_dtor(object);
}

static HashTable *collect(zend_object *object, zval **table, int *count)
{
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zend_object *http = php_pay_client_from(object)->http;

	if (http != NULL) {
		zend_get_gc_buffer_add_obj(buffer, http);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void php_pay_client_minit(void)
{
	pay_ce_WeChat->create_object = create;
	pay_ce_Alipay->create_object = create;
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(php_pay_client, std);
	handlers.free_obj = release;
	handlers.get_gc = collect;
	handlers.clone_obj = NULL;
}

void php_pay_client_take_http(php_pay_client *client, zend_object *http)
{
	zend_object *held = client->http;

	if (http != NULL) {
		GC_ADDREF(http);
	}
	client->http = http;
	if (held != NULL) {
		OBJ_RELEASE(held);
	}
}

php_pay_client *php_pay_client_this(zval *this)
{
	php_pay_client *client = php_pay_client_from(Z_OBJ_P(this));

	if (!client->is_ready) {
		zend_throw_error(NULL, "%s is not constructed: call parent::__construct()",
			ZSTR_VAL(Z_OBJCE_P(this)->name));
		return NULL;
	}
	return client;
}

static pay_status copy_strings(pay_account *to, const pay_account *from)
{
	const struct {
		pay_slice *to;
		pay_slice from;
	} strings[] = {
		{&to->merchant, from->merchant},
		{&to->app, from->app},
		{&to->sub_merchant, from->sub_merchant},
		{&to->sub_app, from->sub_app},
		{&to->serial, from->serial},
		{&to->api_key, from->api_key},
		{&to->api_v2_key, from->api_v2_key},
		{&to->app_secret, from->app_secret},
		{&to->notify_url, from->notify_url},
		{&to->return_url, from->return_url},
		{&to->auth_token, from->auth_token},
		{&to->origin, from->origin},
		{&to->travel.base_url, from->travel.base_url},
		{&to->travel.user_agent, from->travel.user_agent},
	};
	pay_slice path;

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++) {
		PAY_TRY(pay_copy(&to->arena, strings[i].to, strings[i].from));
	}
	if (from->travel.ca_file != NULL) {
		PAY_TRY(pay_copy(&to->arena, &path, pay_slice_from(from->travel.ca_file)));
		to->travel.ca_file = path.data;
	}
	if (from->travel.proxy != NULL) {
		PAY_TRY(pay_copy(&to->arena, &path, pay_slice_from(from->travel.proxy)));
		to->travel.proxy = path.data;
	}
	return PAY_OK;
}

/* Fetched certificates are not copied: the copy finds them in the worker by itself. */
static pay_status copy_account(pay_account *to, const pay_account *from, size_t keys)
{
	*to = *from;
	to->arena = (pay_arena) {.kept = from->arena.kept};
	to->private_key = from->private_key != NULL ? pay_key_retain(from->private_key) : NULL;
	to->certificate = from->certificate != NULL ? pay_key_retain(from->certificate) : NULL;
	to->roots = from->roots != NULL ? pay_key_retain(from->roots) : NULL;
	to->platform_count = 0;
	PAY_TRY(copy_strings(to, from));
	for (size_t i = 0; i < keys; i++) {
		PAY_TRY(pay_copy(&to->arena, &to->platform[i].id, from->platform[i].id));
		to->platform[i].key = pay_key_retain(from->platform[i].key);
		to->platform_count++;
	}
	return PAY_OK;
}

void php_pay_client_copy(zval *value, php_pay_client *client)
{
	php_pay_client *copy;

	object_init_ex(value, client->std.ce);
	copy = php_pay_client_from(Z_OBJ_P(value));
	if (copy_account(&copy->account, &client->account, client->given_keys) != PAY_OK) {
		zend_error_noreturn(E_ERROR, "Out of memory");
	}
	php_pay_client_take_http(copy, client->http);
	copy->fetches_certificates = client->fetches_certificates;
	copy->given_keys = client->given_keys;
	copy->is_ready = true;
	zend_objects_clone_members(&copy->std, &client->std); /* what a subclass declares */
}

void php_pay_client_with_http(zval *value, zval *this, zend_object *http)
{
	php_pay_client *client = php_pay_client_this(this);
	pay_error error = PAY_ERROR_INIT;
	pay_account *account;

	if (client == NULL) {
		return;
	}
	php_pay_client_copy(value, client);
	php_pay_client_take_http(php_pay_client_from(Z_OBJ_P(value)), http);
	account = &php_pay_client_from(Z_OBJ_P(value))->account;
	if (php_pay_travel_copy(&account->travel, &account->arena, http, &error) != PAY_OK) {
		php_pay_throw(&error, NULL);
	}
}
