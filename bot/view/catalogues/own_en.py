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
    # --- what people think of answers
    "report_head": "⚠️ <b>{n} people say this quote is wrong</b>",
    "report_ids": "article {article}, paragraph {paragraph} (from 0), {bulletin}, page {page}",
    "toast_vote_new": "Thank you, noted.",
    "toast_vote_changed": "Good, changed.",
    "toast_vote_known": "That is noted already.",
    "toast_report_new": "Thank you. The administrators are told which paragraph it is, not what you asked.",
    "toast_report_known": "You have told us of this one already, thank you.",
    "toast_report_many": "You have reported many today. Please come back tomorrow.",
    "button_like": "👍",
    "button_dislike": "👎",
    "button_report": "Wrong quote",
    "button_report_n": "No. {n}",
    "button_report_none": "None",
    # --- what is kept
    "privacy": (
        "<b>What I keep, and how long</b>\n\n"
        "· <b>What you write</b>: stored before it is answered, wiped once it is; only a number stays so that nothing is answered twice, for {handled_days} days.\n"
        "· <b>Answers whose pages turn or can be sorted</b>: with the question, for {keep_days} days; in groups also who asked. Other answers are not kept.\n"
        "· <b>Questions without an answer</b>: for the button that tells you once it is printed, for {draft_days} days; pressed, it becomes a subscription.\n"
        "· <b>Subscriptions and settings</b>: the words and questions you subscribed to, when you are told, your language, until you delete them. Those you did not save go after {draft_days} days.\n"
        "· <b>News sent to you</b>: which issue, whether it arrived, and for which subscription, for {keep_days} days.\n"
        "· <b>Which answer belongs to which message</b>: two days, so that it follows when you edit; of the words only a digest. When you last asked is kept for an hour, against flooding.\n"
        "· <b>👍, 👎 and “Wrong quote”</b>: who, which message, which paragraph, for {keep_days} days; not what you asked.\n"
        "· <b>Who was banned by an administrator</b>: the number, until that ends; /delete_me does not remove it.\n\n"
        "<b>What I do not do</b>\n\n"
        "I keep no names, user names or pictures. Logs hold numbers, never what you write. Administrators see how many people, subscriptions and 👍 there are, not who asked what. "
        "Questions are looked up on this machine, given to no other company, and train nothing. What Telegram itself keeps of a chat is up to Telegram.\n\n"
        "/export_my_data gives you all of it　/delete_me deletes all of it"
    ),
    "export_caption": "Everything I keep about you, as JSON. What it means: /privacy",
    "own_private": "This is your own business: please send it to me in private.",
    "forget_asked": "Delete everything about you?\n\nSettings, subscriptions, news waiting for you, answers kept for turning pages, votes: all of it goes and cannot be brought back. What groups set stays. To keep a copy first: /export_my_data",
    "forget_not": "Good, nothing was deleted.",
    "forgotten": "Done: everything about you is deleted. When you write again, we meet for the first time.",
    "toast_forgotten": "Deleted.",
    "button_forget_sure": "Delete everything",
    "button_forget_no": "Keep it",
    # --- administrators
    "ban_usage": "Whom? Add the number: <code>/ban 123456</code>; groups have numbers below zero.",
    "ban_admin": "{id} is an administrator and cannot be banned.",
    "banned": "Good, {id} is met with silence. To undo: <code>/unban {id}</code>",
    "banned_before": "{id} is banned already. To undo: <code>/unban {id}</code>",
    "unbanned": "Good, {id} is let in again. Their subscriptions stay paused until they resume them.",
    "unbanned_before": "{id} is not banned.",
    "admins_head": "<b>Administrators</b>",
    "admins_id": "· <code>{id}</code>",
    "admins_bans": "<b>Banned</b>",
    "admins_no_bans": "Nobody is banned.",
    "admins_banned": "· <code>{id}</code> (since {day})",
    "admins_more": "{n} more",
    "admins_limits": "<b>Limits</b>",
    "limit_asks": "· a person asks at most {n} times a minute, in a group half as often",
    "limit_question": "· a question has at most {n} characters",
    "limit_subscriptions": "· a chat has at most {n} subscriptions",
    "limit_reports": "· a person reports at most {n} quotes a day",
    "limit_messages": "· at most {n} messages leave a second",
    "admins_how": "To ban: <code>/ban number</code>, to undo: <code>/unban number</code>\nAdministrators are set by ADMIN_IDS.",
    # --- figures
    "stats_liked": "👍 {n}",
    "stats_disliked": "👎 {n}",
    "stats_reported": "Quotes called wrong: {n}",
    # --- command menu
    "command_privacy": "What I keep, and what not",
    "command_admins": "Administrators, bans, limits",
    "command_ban": "Meet with silence: /ban 123456",
    "command_unban": "Let in again: /unban 123456",
}
