"""Every text a person reads, judged by Telegram's own parser."""
