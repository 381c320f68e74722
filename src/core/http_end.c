/* SPDX-License-Identifier: MIT */
#include "core/http_end.h"

#include "core/libraries.h"

#define END(code, reason) \
	{ \
		code, #code, reason, PAY_OK \
	}

static const pay_http_end ends[] = {
	END(CURLE_COULDNT_RESOLVE_PROXY, "transport.dns"),
	END(CURLE_COULDNT_RESOLVE_HOST, "transport.dns"),
	END(CURLE_COULDNT_CONNECT, "transport.connect"),
	END(CURLE_SSL_CONNECT_ERROR, "transport.tls"),
	END(CURLE_SSL_CERTPROBLEM, "transport.tls"),
	END(CURLE_PEER_FAILED_VERIFICATION, "transport.tls-verify"),
	END(CURLE_SSL_CACERT_BADFILE, "transport.tls-verify"),
	END(CURLE_OPERATION_TIMEDOUT, "transport.timeout"),
	END(CURLE_SEND_ERROR, "transport.closed"),
	END(CURLE_RECV_ERROR, "transport.closed"),
	END(CURLE_GOT_NOTHING, "transport.closed"),
	END(CURLE_PARTIAL_FILE, "transport.truncated"),
	END(CURLE_WEIRD_SERVER_REPLY, "transport.http"),
	END(CURLE_UNSUPPORTED_PROTOCOL, "transport.http"),
	END(CURLE_HTTP2, "transport.http"),
	END(CURLE_HTTP2_STREAM, "transport.http"),
	{PAY_END_GIVEN_BACK, "closed or refused", "transport.closed", PAY_OK},
	{PAY_END_HEAD_CUT, "headers cut", "transport.truncated", PAY_E_UNKNOWN},
	{PAY_END_HEAD_LARGE, "headers too large", "transport.too-large", PAY_E_UNKNOWN},
	{PAY_END_BODY_LARGE, "body too large", "transport.too-large", PAY_E_UNKNOWN},
	{PAY_END_COMPRESSED, "compressed", "transport.encoding", PAY_E_UNKNOWN},
	{PAY_END_MEMORY, "out of memory", "memory", PAY_E_UNKNOWN},
	{PAY_END_BUSY, "no pool free", "transport.busy", PAY_E_TRANSPORT},
	{PAY_END_FORKED, "forked meanwhile", "transport.forked", PAY_E_UNKNOWN},
	{PAY_END_FILE, "file full", "config.temporary-file", PAY_E_CONFIG},
};
static const pay_http_end other = {CURLE_OK, "anything else", "transport.failed", PAY_OK};

const pay_http_end *pay_http_ends(size_t *count)
{
	*count = sizeof(ends) / sizeof(*ends);
	return ends;
}

const pay_http_end *pay_http_end_of(int code)
{
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		if (ends[i].code == code) {
			return &ends[i];
		}
	}
	return &other;
}

pay_status pay_http_end_status(const pay_http_end *end, bool sent)
{
	if (end->status != PAY_OK) {
		return end->status;
	}
	return sent ? PAY_E_UNKNOWN : PAY_E_TRANSPORT;
}
