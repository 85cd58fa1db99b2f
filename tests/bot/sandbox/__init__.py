"""Is the sandbox as strict as Telegram, and do real bots run against it unchanged?"""
