dnl PAY_FIND_RUNTIME_NAME(library, flags, header, expression): pay_runtime_library is what the dynamic linker will look for
AC_DEFUN([PAY_FIND_RUNTIME_NAME], [
  AC_MSG_CHECKING([what lib$1 is called at run time])
  pay_saved_libs=$LIBS
  LIBS="$2 $LIBS"
  AC_LINK_IFELSE([AC_LANG_PROGRAM([#include <$3>], [return $4;])],
    [pay_runtime_$1=`readelf -d conftest$EXEEXT 2>/dev/null | awk '/NEEDED.*lib$1/ { name = @S|@NF; print substr(name, 2, length(name) - 2); exit }'`],
    [pay_runtime_$1=""])
  LIBS=$pay_saved_libs
  AC_MSG_RESULT([${pay_runtime_$1:-unknown}])
])

PHP_ARG_ENABLE([pay],
  [whether to enable the pay extension],
  [AS_HELP_STRING([--enable-pay], [Enable WeChat Pay and Alipay support])])

PHP_ARG_ENABLE([pay-dev],
  [whether to build pay for its developers],
  [AS_HELP_STRING([--enable-pay-dev], [pay: warnings are errors, assertions are on])],
  [no],
  [no])

PHP_ARG_WITH([pay-zip],
  [whether pay reads Alipay's statements],
  [AS_HELP_STRING([--without-pay-zip], [pay: do without libzip; Alipay's statements can be saved, not read])],
  [yes],
  [no])

if test "$PHP_PAY" != "no"; then
  PKG_CHECK_MODULES([PAY_LIBS], [openssl >= 3.0 libxml-2.0 >= 2.9.10 zlib])
  PHP_EVAL_INCLINE([$PAY_LIBS_CFLAGS])
  PHP_EVAL_LIBLINE([$PAY_LIBS_LIBS], [PAY_SHARED_LIBADD])
  PKG_CHECK_MODULES([PAY_CURL], [libcurl >= 7.68])
  PHP_EVAL_INCLINE([$PAY_CURL_CFLAGS])

  dnl Only Alipay's statements come as zip archives, so a machine without libzip builds everything else.
  if test "$PHP_PAY_ZIP" != "no"; then
    PKG_CHECK_MODULES([PAY_ZIP], [libzip >= 1.0], [
      PHP_EVAL_INCLINE([$PAY_ZIP_CFLAGS])
      PAY_LIB_DEFINES="-DPAY_HAVE_ZIP=1"
    ], [
      AC_MSG_WARN([libzip is missing, so pay can save Alipay's statements but not read them; on Debian: apt-get install libzip-dev])
    ])
  fi

  dnl libcurl and libzip load some thirty libraries, which a script that calls no gateway does without: src/core/libraries.h. Where
  dnl their names at run time cannot be found out they are linked as usual.
  PAY_FIND_RUNTIME_NAME([curl], [$PAY_CURL_CFLAGS $PAY_CURL_LIBS], [curl/curl.h], [curl_easy_init() == 0])
  PAY_FIND_RUNTIME_NAME([zip], [$PAY_ZIP_CFLAGS $PAY_ZIP_LIBS], [zip.h], [zip_get_num_entries(0, 0) == 0])
  if test "$ext_shared" = "yes" && test -n "$pay_runtime_curl"; then
    PAY_LIB_DEFINES="$PAY_LIB_DEFINES -DPAY_LIBCURL='\"$pay_runtime_curl\"'"
    if test -n "$PAY_ZIP_LIBS"; then
      PAY_LIB_DEFINES="$PAY_LIB_DEFINES -DPAY_LIBZIP='\"$pay_runtime_zip\"'"
    fi
  else
    PHP_EVAL_LIBLINE([$PAY_CURL_LIBS], [PAY_SHARED_LIBADD])
    PHP_EVAL_LIBLINE([$PAY_ZIP_LIBS], [PAY_SHARED_LIBADD])
  fi

  dnl PHP opens extensions with RTLD_GLOBAL: only get_module may be seen from outside.
  PAY_CFLAGS="-fvisibility=hidden -DZEND_ENABLE_STATIC_TSRMLS_CACHE=1 $PAY_LIB_DEFINES"
  if test "$PHP_PAY_DEV" != "no"; then
    PAY_CFLAGS="$PAY_CFLAGS -Wall -Wextra -Wno-unused-parameter -Wstrict-prototypes -Wformat=2 -Wpointer-arith -Wvla -Werror -DPAY_DEBUG=1"
  fi

  PAY_CORE_SOURCES="\
    src/core/arena.c \
    src/core/ca_bundle.c \
    src/core/certificate.c \
    src/core/charset.c \
    src/core/cipher.c \
    src/core/digest.c \
    src/core/error.c \
    src/core/form.c \
    src/core/http.c \
    src/core/http_end.c \
    src/core/http_loop.c \
    src/core/http_options.c \
    src/core/http_pool.c \
    src/core/http_sockets.c \
    src/core/http_transfer.c \
    src/core/json_scan.c \
    src/core/json_span.c \
    src/core/kept.c \
    src/core/key.c \
    src/core/key_cache.c \
    src/core/key_text.c \
    src/core/libraries.c \
    src/core/p12.c \
    src/core/pairs.c \
    src/core/sign.c \
    src/core/sorter.c \
    src/core/text.c \
    src/core/text_file.c \
    src/core/trust.c \
    src/core/unzip.c \
    src/core/url.c \
    src/core/warm_up.c \
    src/core/x509_span.c \
    src/core/xml.c \
    src/core/xml_check.c"
  PAY_GATEWAY_SOURCES="\
    src/gateway/alipay.c \
    src/gateway/alipay_bill.c \
    src/gateway/alipay_endpoints.c \
    src/gateway/alipay_fact.c \
    src/gateway/alipay_fields.c \
    src/gateway/alipay_notice.c \
    src/gateway/bill.c \
    src/gateway/fact.c \
    src/gateway/gateway.c \
    src/gateway/reconcile.c \
    src/gateway/shown.c \
    src/gateway/wechat.c \
    src/gateway/wechat_bill.c \
    src/gateway/wechat_endpoints.c \
    src/gateway/wechat_fact.c \
    src/gateway/wechat_fields.c \
    src/gateway/wechat_login.c \
    src/gateway/wechat_notice.c \
    src/gateway/wechat_v2.c \
    src/gateway/wechat_v2_endpoints.c"
  PAY_PHP_SOURCES="\
    src/php/alipay_bills.c \
    src/php/alipay_call.c \
    src/php/alipay_certificates.c \
    src/php/alipay_class.c \
    src/php/alipay_crypto.c \
    src/php/alipay_login.c \
    src/php/alipay_notify.c \
    src/php/alipay_options.c \
    src/php/alipay_pay.c \
    src/php/alipay_prepare.c \
    src/php/bill.c \
    src/php/bill_files.c \
    src/php/bill_pass.c \
    src/php/bill_save.c \
    src/php/call.c \
    src/php/classes.c \
    src/php/client.c \
    src/php/concurrent.c \
    src/php/convert.c \
    src/php/difference.c \
    src/php/errors.c \
    src/php/exchange.c \
    src/php/fields.c \
    src/php/http_class.c \
    src/php/inbox.c \
    src/php/inbox_identity.c \
    src/php/inbox_part.c \
    src/php/inbox_table.c \
    src/php/mask.c \
    src/php/money.c \
    src/php/notification.c \
    src/php/owner.c \
    src/php/page.c \
    src/php/pdo.c \
    src/php/platform_set.c \
    src/php/prepay.c \
    src/php/reconcile.c \
    src/php/reconciliation.c \
    src/php/reply.c \
    src/php/request.c \
    src/php/result.c \
    src/php/source.c \
    src/php/state.c \
    src/php/status.c \
    src/php/till.c \
    src/php/transport.c \
    src/php/wait.c \
    src/php/wechat_bills.c \
    src/php/wechat_call.c \
    src/php/wechat_certificates.c \
    src/php/wechat_class.c \
    src/php/wechat_encrypt.c \
    src/php/wechat_login.c \
    src/php/wechat_micropay.c \
    src/php/wechat_notify.c \
    src/php/wechat_options.c \
    src/php/wechat_request.c \
    src/php/wechat_v2.c \
    src/php/wechat_v2_notify.c"

  PHP_NEW_EXTENSION([pay],
    [pay.c $PAY_CORE_SOURCES $PAY_GATEWAY_SOURCES $PAY_PHP_SOURCES],
    [$ext_shared],,
    [$PAY_CFLAGS -I@ext_srcdir@ -I@ext_srcdir@/src])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/core])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/gateway])
  PHP_ADD_BUILD_DIR([$ext_builddir/src/php])
  PHP_ADD_EXTENSION_DEP([pay], [json])
  PHP_ADD_EXTENSION_DEP([pay], [spl])
  PHP_SUBST([PAY_SHARED_LIBADD])
fi
