/* SPDX-License-Identifier: MIT */
#ifndef PAY_GATEWAY_GATEWAY_H
#define PAY_GATEWAY_GATEWAY_H

#include "core/arena.h"
#include "core/http.h"
#include "core/key.h"

#define PAY_PLATFORM_KEYS_MAX 16

/* A key of the gateway's, and the serial or key id under which messages name it. */
typedef struct pay_platform_key {
	pay_slice id;
	pay_key *key;
} pay_platform_key;

/* How requests of an account travel. */
typedef struct pay_travel {
	int64_t timeout;         /* milliseconds, whole request with its repeats */
	int64_t connect_timeout; /* milliseconds */
	long idle_timeout;       /* seconds a kept connection may be idle */
	int retries;             /* further attempts, where repeating can do no harm */
	pay_slice base_url;      /* "" for the gateway's own hosts */
	const char *ca_file;     /* NULL for plain http to loopback */
	const char *proxy;       /* NULL for none */
	pay_slice user_agent;
} pay_travel;

/* Who we are. The strings live in its arena, each key is a reference of its own. */
typedef struct pay_account {
	pay_arena arena;
	pay_slice merchant;     /* mchid */
	pay_slice app;          /* appid, "" if none */
	pay_slice sub_merchant; /* "" outside service-provider mode */
	pay_slice sub_app;
	pay_slice serial;     /* of the merchant certificate */
	pay_slice api_key;    /* APIv3 key, "" if none */
	pay_slice api_v2_key; /* "" if none */
	bool api_v2_md5;      /* signType: else HMAC-SHA256 */
	pay_slice app_secret; /* of the app, for login; "" if none */
	pay_slice notify_url;
	pay_slice origin;     /* in place of the gateway's hosts, "" for those: Alipay's own sandbox */
	pay_slice return_url; /* "" if none */
	pay_slice auth_token; /* Alipay: of the merchant that this application acts for, "" if none */
	bool rsa1;            /* Alipay: signType RSA, SHA-1 */
	pay_key *roots;       /* Alipay in certificate mode, else NULL */
	pay_key *private_key; /* NULL where only APIv2 is spoken, and no client certificate was given */
	pay_key *certificate; /* of the merchant; NULL where only its serial was given */
	pay_platform_key platform[PAY_PLATFORM_KEYS_MAX];
	size_t platform_count;
	pay_travel travel;
} pay_account;

void pay_account_free(pay_account *account);

/* What a call does when it is carried out, and so what silence and doubt mean. */
typedef enum pay_effect {
	PAY_EFFECT_READ,  /* nothing: repeat freely */
	PAY_EFFECT_ORDER, /* changes an order, moves no money: a failed proof is thrown as it is */
	PAY_EFFECT_MONEY, /* moves money: any failed check means that the outcome is unknown */
} pay_effect;

/* Who is filled in where the caller gave nothing. */
enum {
	PAY_FILL_APP = 1,      /* appid; sp_appid and sub_appid in service-provider mode */
	PAY_FILL_MERCHANT = 2, /* mchid; sp_mchid and sub_mchid */
	PAY_FILL_NOTIFY = 4,   /* notify_url */
	PAY_FILL_SUB = 8,      /* sub_mchid only, and only in service-provider mode */
	PAY_FILL_ADDRESS = 16, /* spbill_create_ip: who asks this script, as the SAPI knows it */
	PAY_FILL_RETURN = 32,  /* return_url */
};

/* What is special about APIv2's ways at an endpoint. */
enum {
	PAY_V2_MD5 = 1,      /* signed with MD5 whatever the account says, and no sign_type is sent */
	PAY_V2_HMAC = 2,     /* signed with HMAC-SHA256 whatever the account says */
	PAY_V2_NO_NONCE = 4, /* takes no nonce_str */
	PAY_V2_TEXT = 8,     /* a success is text, not XML */
};

/* What is special about one endpoint. A field list is dotted names with a blank between. */
typedef struct pay_endpoint {
	const char *method;
	const char *path;         /* {name} stands for one segment */
	const char *partner_path; /* in service-provider mode; NULL: the same */
	pay_effect effect;
	const char
		*number; /* the field that makes a repeat harmless, where it is given; NULL: none does */
	const char *repeats; /* a field that a success must repeat where it was asked by; NULL: none */
	/*
	 * The field of the answer that tells the state, or "=STATE" where success itself does. Alipay also: "?field" where Y means
	 * done, "!field" where N does; anything else means not yet. NULL: none.
	 */
	const char *state;
	const char *required; /* fields without which nothing is sent; NULL: none. a|b: one of them */
	unsigned fill;
	const char
		*encrypt;     /* fields of people, sent encrypted; "list[].name" means each; NULL: none */
	bool is_unsigned; /* the gateway never signs a success of this one */
	bool once; /* what it is given is used up by the first attempt: not even a read is repeated */
	/* Alipay only */
	const char *product;   /* product_code where the caller gave none; NULL: none */
	const char *scene;     /* "name=value" likewise */
	const char *scene_for; /* only where this field is given; NULL: always */
	bool is_page;          /* carried by a browser or an app */
	bool is_flat;          /* its arguments stand beside biz_content, not in it */
	/* APIv2 only */
	bool certificate;           /* wants the merchant's client certificate */
	unsigned v2;                /* PAY_V2_... */
	const char *host;           /* origin of its own; NULL: the gateway's */
	const char *merchant_field; /* NULL: mch_id */
	const char *app_field;      /* NULL: appid */
	const char *nests;          /* the element of the answer that holds records; NULL: none */
} pay_endpoint;

/* One use of an endpoint. */
typedef struct pay_call {
	const pay_endpoint *endpoint;
	const char *method;
	pay_slice target; /* path and query: signed and sent as they are */
	pay_slice body;
	bool has_body;
	pay_slice name; /* Alipay: the method */
	const pay_pair
		*fields; /* APIv2, Alipay: those of the caller; the attempt adds what it makes anew */
	size_t field_count;
	size_t body_field_count; /* Alipay: how many of them, the first, travel in the body */
	pay_slice
		sealed_for; /* WeChat Pay: the platform key that fields are encrypted for; "" if none are */
	FILE *file;     /* where a download goes; NULL: nowhere */
	bool has_number;   /* the endpoint's number is among the fields */
	bool in_doubt;     /* an earlier attempt may have been carried out */
	bool unproven;     /* the caller proves the answer by another way */
	pay_slice nonce;   /* of this attempt */
	int64_t timestamp; /* of this attempt, Unix seconds */
	int attempts;
	int64_t microseconds; /* that all attempts took, with the pauses between them */
} pay_call;

/* An answer and how far it is proven. */
typedef struct pay_answer {
	pay_response response;
	pay_slice request_id; /* "" if the gateway gave none */
	bool verified;
	pay_slice payload; /* Alipay: what was proven, in UTF-8, to be decoded */
	pay_pair *fields;  /* APIv2: the answer, in its own order */
	size_t field_count;
} pay_answer;

/* What carries a call's requests, and waits between two of them. */
typedef struct pay_carrier {
	/* As pay_http_send(); PAY_E_STOPPED where the call cannot go on. */
	pay_status (*send)(void *context, const pay_request *request, pay_arena *arena,
		pay_response *response, pay_error *error);
	/* False: the call cannot go on. */
	bool (*pause)(void *context, int64_t milliseconds);
	void *context;
} pay_carrier;

/* A protocol: how a request is signed and how an answer is proven. */
typedef struct pay_gateway {
	const char *name;
	const char *const *hosts; /* origins to try in turn, ends in NULL */
	/* Signs. Fills the url, the headers and the body of *request. */
	pay_status (*build)(const pay_account *account, const pay_call *call, pay_slice origin,
		pay_arena *arena, pay_request *request, pay_error *error);
	/* Proves. PAY_OK: a success, proven or unsigned by design. PAY_E_API: a refusal. */
	pay_status (*check)(const pay_account *account, const pay_call *call, pay_answer *answer,
		int64_t now, pay_arena *arena, pay_error *error);
	/*
	 * For logs: the body of the last attempt, and the text that was signed, neither with a key or a signature in it. What the call
	 * carries is masked by then.
	 */
	pay_status (*show)(const pay_account *account, const pay_call *call, pay_arena *arena,
		pay_slice *body, pay_slice *text);
} pay_gateway;

extern const pay_gateway pay_gateway_wechat;
extern const pay_gateway pay_gateway_wechat_v2;
extern const pay_gateway pay_gateway_alipay;

/* True when doing it again under the same number can do no harm. */
bool pay_call_is_repeatable(const pay_call *call);

/* Whether an attempt that ended so is followed by another, if there are retries and time left. */
bool pay_call_may_repeat(const pay_call *call, pay_status status, const char *reason);

/* What the end of the last attempt means for the call. */
pay_status pay_call_outcome(const pay_call *call, pay_status status);

/*
 * Builds, has it carried and checks, again where that is harmless, within the account's timeout. Before each attempt but the
 * first, *repeats is counted up. The status already says what silence means for this call: PAY_E_TRANSPORT for what
 * was not sent and for reads, PAY_E_UNKNOWN for what may have been carried out.
 */
PAY_MUST_USE pay_status pay_run(const pay_gateway *gateway, const pay_account *account,
	pay_call *call, const pay_carrier *carrier, pay_arena *arena, pay_answer *answer,
	uint64_t *repeats, pay_error *error);

/* 32 characters from the CSPRNG. */
PAY_MUST_USE pay_status pay_nonce(pay_arena *arena, pay_slice *nonce);

/* Looks once more at the answer of a call that was run, after keys have come to the account. Nothing is sent. */
PAY_MUST_USE pay_status pay_check(const pay_gateway *gateway, const pay_account *account,
	pay_call *call, pay_arena *arena, pay_answer *answer, pay_error *error);

#endif
