"""The bot itself: getMe, its webhook, logOut and close."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.shapes import me_json
from bot.sandbox.updates import Webhook
from bot.sandbox.world import Json

_SECRET = re.compile(r"[A-Za-z0-9_\-]{1,256}")
MAX_CONNECTIONS = 40


def get_me(call: Call) -> Json:
    """Return the bot's own account."""
    return me_json(call.bot)


def set_webhook(call: Call) -> bool:
    """Push updates to an address from now on; only loopback addresses are taken, and plain HTTP is fine there."""
    url = call.text("url").strip()
    if not url:
        return delete_webhook(call)
    if not is_loopback_address(url):
        raise bad_request("bad webhook: the sandbox delivers to loopback addresses only")
    secret = call.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    queue = call.exchange.queue(call.bot)
    queue.allow(call.json("allowed_updates", "allowed updates"))
    if call.flag("drop_pending_updates"):
        queue.clear()
    queue.use_webhook(Webhook(url, secret, call.integer("max_connections", MAX_CONNECTIONS)))
    return True


def delete_webhook(call: Call) -> bool:
    """Stop pushing updates."""
    queue = call.exchange.queue(call.bot)
    if call.flag("drop_pending_updates"):
        queue.clear()
    queue.use_webhook(None)
    return True


def get_webhook_info(call: Call) -> Json:
    """Return the address, how many updates wait, and the last error met."""
    queue = call.exchange.queue(call.bot)
    info: Json = {
        "url": queue.webhook.url if queue.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(queue),
    }
    if queue.webhook is not None:
        info["max_connections"] = queue.webhook.max_connections
        info["ip_address"] = "127.0.0.1"
        if queue.webhook.last_error_date:
            info["last_error_date"] = queue.webhook.last_error_date
            info["last_error_message"] = queue.webhook.last_error
    if queue.allowed:
        info["allowed_updates"] = list(queue.allowed)
    return info


def log_out(call: Call) -> bool:
    """Agree; there is no cloud server to leave."""
    return True


def close(call: Call) -> bool:
    """Agree, unless a webhook is set."""
    if call.exchange.queue(call.bot).webhook is not None:
        raise Refusal(400, "Bad Request: webhook must be deleted before the bot is closed")
    return True


def is_loopback_address(url: str) -> bool:
    """Whether the address leads to this machine only."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return parts.scheme in ("http", "https") and (
            host == "localhost" or ipaddress.ip_address(host).is_loopback
        )
    except ValueError:
        return False
