"""English: a person's own things."""

TEXTS = {
    # --- language
    "language_now": "I speak <b>{name}</b> here",
    "language_by_client": ", as your Telegram does",
    "language_private": "Tap below to change it. Quotes always stay as they were printed.",
    "language_group": "An administrator can tap below to change it. Quotes always stay as they were printed.",
    "language_admins": "In groups and channels only administrators change the language. For yourself, write to me in private.",
    "toast_language": "Good, I will speak so from now on.",
    "button_language": "English",
    "button_language_auto": "As each Telegram",
    "command_language": "Language 语言",
}
