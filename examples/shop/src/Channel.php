<?php

declare(strict_types=1);

namespace Shop;

/** The ways to pay. An order keeps the one it was made for: the gateway refuses a number that changes its kind. */
enum Channel: string
{
    /** WeChat Pay inside WeChat. */
    case Jsapi = 'jsapi';
    /** WeChat Pay from the browser of a phone. */
    case H5 = 'h5';
    /** WeChat Pay everywhere else: a QR code to scan. */
    case Native = 'native';

    /** Alipay from a phone, inside its app as well. */
    case AlipayWap = 'alipay-wap';
    /** Alipay's own page, on a desktop. */
    case AlipayPage = 'alipay-page';
    /** A QR code for Alipay, on a desktop. */
    case AlipayCode = 'alipay-code';
}
