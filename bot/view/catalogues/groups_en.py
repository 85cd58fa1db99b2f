"""English: how a chat wants to be answered, limits, and what is missing in a group."""

TEXTS = {
    # --- settings
    "settings_head_group": "<b>Settings of this group</b>",
    "settings_head_private": "<b>Settings</b>",
    "settings_line": "{name}: {value}",
    "settings_hint_group": "Tap below to change them; only administrators can.",
    "settings_hint_private": "Tap below to change them.",
    "settings_admins": "Only administrators of the group change its settings.",
    "settings_about_from": (
        "<b>Which bulletins do I search?</b>\n\nTap one to search only that one; tap others to add them."
    ),
    "settings_about_form": (
        "<b>How much at a time?</b>\n\nShort gives one quote, and More turns to the next; full gives up to three."
    ),
    "settings_about_wait": (
        "<b>How long does a person wait between two questions?</b>\n\n"
        "To whoever is too quick I say so once, and then keep silent."
    ),
    "settings_about_delete": (
        "<b>How long do my answers stay?</b>\n\n"
        "I delete them by myself, those given from now on. News you subscribed to stays."
    ),
    "settings_about_lang": (
        "<b>Which language do I speak here?</b>\n\nQuotes always stay as they were printed."
    ),
    "settings_about_who": (
        "<b>Who may ask me in this group?</b>\n\nI tell others once that they can write to me in private."
    ),
    "settings_more_bulletins": "{n} more are not listed.",
    "button_settings_from": "Bulletins",
    "button_settings_form": "Answers",
    "button_settings_wait": "Wait between questions",
    "button_settings_delete": "Delete answers",
    "button_settings_lang": "Language",
    "button_settings_who": "Who may ask",
    "button_settings_back": "Back",
    "button_set_from_all": "All",
    "button_set_from_some": "{n} of them",
    "button_set_form_compact": "Short, one quote",
    "button_set_form_full": "Full, up to three",
    "button_set_wait_0": "None",
    "button_set_wait_10": "10 seconds",
    "button_set_wait_60": "1 minute",
    "button_set_wait_300": "5 minutes",
    "button_set_delete_0": "Never",
    "button_set_delete_5": "After 5 minutes",
    "button_set_delete_60": "After an hour",
    "button_set_delete_1440": "After a day",
    "button_set_who_all": "Everyone",
    "button_set_who_admins": "Administrators only",
    # --- limits
    "wait_person": "You are asking too quickly. Please ask again in {seconds} seconds.",
    "wait_group": (
        "This group is asking too quickly. Please ask again in {seconds} seconds, or write to me in private."
    ),
    "wait_habit": (
        "In this group everyone waits {seconds} seconds between two questions. "
        "If you are in a hurry, write to me in private."
    ),
    "admins_ask": "In this group only administrators ask me. Write to me in private, and I will answer you just the same.",
    "toast_not_yours": "Somebody else asked this, so the pages are theirs to turn. Ask yourself, and you get your own.",
    # --- what is missing
    "status_head": "<b>How it is with me here</b>",
    "status_fine": "All is well, nothing is missing.",
    "status_library": "I hold {issues} issues with {articles} articles.",
    "status_library_empty": (
        "<b>There are no bulletins yet.</b> Whoever runs me must add some first: "
        "<code>bulletin-bot ingest</code> with files or folders."
    ),
    "status_privacy": (
        "<b>Privacy mode is on.</b> I hear commands, replies to me and @{bot} with blanks around it, "
        "but not @{bot} written into other words.\n"
        "To change it: make me an administrator; or whoever runs me sends /setprivacy to @BotFather, "
        "chooses Disable, and then removes me from the group and adds me again."
    ),
    "status_cannot_send": (
        "<b>I am not allowed to write.</b> I can answer nobody.\n"
        "To change it: an administrator turns on “Send messages” in the group's permissions, "
        "or makes me an administrator."
    ),
    "status_cannot_picture": (
        "<b>I am not allowed to send photos.</b> The button Original does nothing.\n"
        "To change it: an administrator turns on “Send photos” in the group's permissions, "
        "or makes me an administrator."
    ),
    "status_cannot_delete": (
        "<b>I lack the right “Delete messages”.</b> This group has its answers deleted; I can always delete my own, "
        "but not those older than two days, when I was switched off that long.\n"
        "To change it: make me an administrator with “Delete messages”."
    ),
    "status_not_admin": (
        "I am no administrator. Answering needs none; writing in closed topics and hearing every way of "
        "addressing me does."
    ),
    "status_admin": "I am an administrator.",
    "status_topics_closed": (
        "<b>Closed topics: {n}.</b> I cannot answer there, and news does not get in.\n"
        "To change it: reopen the topic, or make me an administrator."
    ),
    "status_unknown": "Telegram does not tell me how it is here right now. Please try again in a while.",
    "status_inline_off": (
        "<b>Inline mode is off.</b> Typing @{bot} in other chats does nothing.\n"
        "To change it: whoever runs me sends /setinline to @BotFather."
    ),
    # --- command menu
    "command_settings": "Settings: bulletins, length, language",
    "command_status": "What am I missing here?",
}
