<?php

declare(strict_types=1);

namespace Shop;

/** Whom an order is paid through. The buyer chooses at checkout; the order keeps it. */
enum Method: string
{
    case WeChat = 'wechat';
    case Alipay = 'alipay';
}
