"""Every method answers in the Bot API's form and refuses in Telegram's words."""
