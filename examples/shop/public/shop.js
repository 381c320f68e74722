'use strict';

/* Asks the shop, not the gateway, whether the order is settled; slower as time goes by, not at all while hidden. */
(function () {
    const place = document.querySelector('[data-poll]');
    if (!place) {
        return;
    }
    const started = Date.now();

    async function poll() {
        if (!document.hidden) {
            try {
                const answer = await fetch(place.dataset.poll, {cache: 'no-store'});
                const order = answer.ok ? await answer.json() : {final: false};
                if (order.final) {
                    location.replace(order.url);
                    return;
                }
            } catch (e) {
                // Offline for a moment: the next round tries again.
            }
        }
        setTimeout(poll, Date.now() - started < 120000 ? 3000 : 10000);
    }

    setTimeout(poll, 2000);
})();

/* Inside WeChat: opens the cashier. What it reports moves the page on; whether money came the shop finds out itself. */
(function () {
    const button = document.getElementById('bridge-pay');
    if (!button) {
        return;
    }
    const message = document.getElementById('bridge-message');
    const inWeChat = /MicroMessenger/i.test(navigator.userAgent);

    function pay() {
        button.disabled = true;
        message.textContent = button.dataset.wait;
        window.WeixinJSBridge.invoke('getBrandWCPayRequest', JSON.parse(button.dataset.bridge), function (result) {
            if (result.err_msg === 'get_brand_wcpay_request:ok') {
                location.assign(button.dataset.return);
                return;
            }
            button.disabled = false;
            message.textContent = result.err_msg === 'get_brand_wcpay_request:cancel'
                ? button.dataset.cancelled
                : button.dataset.failed;
        });
    }

    button.addEventListener('click', function () {
        if (window.WeixinJSBridge) {
            pay();
        } else if (inWeChat && !document.getElementById('sandbox-jsapi')) {
            message.textContent = button.dataset.wait;
            document.addEventListener('WeixinJSBridgeReady', pay, {once: true});
        } else {
            message.textContent = button.dataset.outside;
        }
    });
})();

/* Copies the link of a page that has to be opened elsewhere. Without this script it is there to be copied by hand. */
(function () {
    for (const button of document.querySelectorAll('[data-copied]')) {
        const link = button.parentNode.querySelector('input');
        button.hidden = false;
        button.addEventListener('click', async function () {
            link.select();
            try {
                await navigator.clipboard.writeText(link.value);
            } catch (e) {
                // Not a secure page, or an older browser.
                document.execCommand('copy');
            }
            button.textContent = button.dataset.copied;
        });
    }
})();
