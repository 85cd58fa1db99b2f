"""English: news, subscriptions, and what administrators see."""

TEXTS = {
    # --- alerts
    "alert_digest": "<b>What is new</b>",
    "alert_revised": "(Corrected or completed: this is what holds.)",
    "alert_for": "News about your subscription to {names}:",
    "alert_page": " (page {page})",
    "alert_more": "And {n} more: /latest",
    "alert_gone": "This issue was corrected, and nothing in it is about your subscriptions any more.",
    "list_comma": ", ",
    "and_more": " and more",
    "rule_all": "all bulletins",
    "rule_bulletin": "《{words}》",
    "rule_words": "“{words}”",
    "rule_question": "the question “{words}”",
    # --- subscribing
    "preview_asked": "Subscribe to {rule}? I will tell you when there is something new.",
    "preview_changed": "Change it to {rule}?",
    "preview_count": "In the last {days} days this would have told you of <b>{n}</b> articles.",
    "preview_none": "In the last {days} days there was none.",
    "preview_examples": "For example:",
    "preview_earlier": "Earlier ones:",
    "subscribed": "Subscribed to {rule}. You are told {when}.\n\nAll subscriptions: /subscriptions\nWhen you are told: /when",
    "subscribe_gone": "This one is gone. All of them: /subscriptions",
    "subscribe_cancelled": "All right, not subscribed.",
    "subscribe_admins": "In groups and channels only administrators change subscriptions. For yourself, write to me privately.",
    "subscriptions_head": "<b>Subscriptions</b>",
    "subscriptions_none": (
        "No subscriptions yet. This is how:\n\n"
        "· <code>/subscribe</code>  all bulletins\n"
        "· <code>/subscribe 《青砚时报》</code>  one bulletin\n"
        "· <code>/subscribe 防汛 OR 台风</code>  articles with these words\n"
        "· <code>/subscribe 流感疫苗什么时候开始接种？</code>  the answer to a question, when it comes"
    ),
    "subscriptions_more": "And {n} more.",
    "paused_mark": " (paused)",
    "change_how": "Change this line and send it to me:\n\n<code>/subscribe #{id} {words}</code>",
    # --- mistakes in a filter
    "filter_empty": "There is no word to look for.",
    "filter_too_long": "That is too long: at most {limit} characters.",
    "filter_too_many_words": "Those are too many words: at most {most}.",
    "filter_quote_open": 'The quotation mark {at} has no partner. For example: <code>"政银企对接"</code>',
    "filter_quote_empty": 'There is nothing between the quotation marks {at}. For example: <code>"政银企对接"</code>',
    "filter_bracket_open": "The bracket {at} is not closed. For example: <code>(防汛 OR 抗旱) -演练</code>",
    "filter_bracket_unopened": "The bracket {at} was never opened. For example: <code>(防汛 OR 抗旱) -演练</code>",
    "filter_bracket_empty": "There is nothing between the brackets {at}. For example: <code>(防汛 OR 抗旱) -演练</code>",
    "filter_word_missing": "A word is missing beside {at}. For example: <code>城管 AND 拆迁</code>, or <code>防汛 -演练</code>",
    "filter_help": (
        "How to write it:\n"
        "· <code>防汛</code>  this word\n"
        "· <code>城管 AND 拆迁</code>  both\n"
        "· <code>防汛 OR 抗旱</code>  one of them\n"
        "· <code>防汛 -演练</code>  without 演练\n"
        '· <code>"政银企对接"</code>  exactly so'
    ),
    # --- when
    "when_now": "at once",
    "when_daily": "every day at {at}",
    "when_weekly": "every {day} at {at}",
    "when_is": "You are told {when} (time zone {zone})",
    "when_quiet": "Nothing from {start} to {until}; it comes afterwards",
    "when_silent": "Without a sound from {start} to {until}",
    "when_snoozed": "Nothing before {until}",
    "when_paused": "All subscriptions are paused",
    "when_help": (
        "You can also write:\n"
        "· <code>/when daily 19:30</code>\n"
        "· <code>/when friday 18:00</code>\n"
        "· <code>/when quiet 22:00-7:00</code>\n"
        "· <code>/when zone Europe/Berlin</code>"
    ),
    "when_mistake": "I do not understand “{asked}”.",
    "weekday_0": "Monday",
    "weekday_1": "Tuesday",
    "weekday_2": "Wednesday",
    "weekday_3": "Thursday",
    "weekday_4": "Friday",
    "weekday_5": "Saturday",
    "weekday_6": "Sunday",
    # --- administrators
    "stats_head": "<b>Figures</b>",
    "stats_issues": "{n} issues",
    "stats_articles": "{n} articles",
    "stats_private_chats": "{n} private chats",
    "stats_groups": "{n} groups and channels",
    "stats_away": "{n} chats out of reach",
    "stats_subscriptions": "{n} subscriptions",
    "stats_sent": "{n} messages delivered",
    "stats_waiting": "{n} messages waiting",
    "stats_refused": "{n} messages refused",
    "delivery_head": "<b>Deliveries</b>",
    "delivery_none": "Nothing has been delivered yet.",
    "delivery_issue": "{name}\nplanned {planned}, sent {sent}, waiting {waiting}, refused {refused}, withdrawn {withdrawn}",
    "broadcast_usage": "What do you want to say to everyone? For example: <code>/broadcast Maintenance tonight.</code>",
    "broadcast_draft": "Everyone will see it like this. Send it to {n} chats?",
    "broadcast_progress": "planned {planned}, sent {sent}, waiting {waiting}, refused {refused}, withdrawn {withdrawn}",
    # --- toasts
    "toast_admins": "Only administrators can change this.",
    "toast_daily": "All right, once a day from now on.",
    "toast_weekly": "All right, once a week from now on.",
    "toast_nights": "All right, nothing between 22:00 and 7:00.",
    "toast_week": "All right, nothing for a week.",
    "toast_dropped": "All right, no more of this.",
    "toast_dropped_all": "All right, all subscriptions are ended.",
    "toast_saved": "Subscribed.",
    "toast_known": "You are subscribed to this already.",
    "toast_many": "Those are too many; delete some first.",
    "toast_changed": "Done.",
    "toast_cancelled": "Cancelled.",
    "toast_started": "It is being sent.",
    # --- buttons
    "button_less": "Less of this",
    "button_unsubscribe": "Unsubscribe",
    "button_back_to_alert": "Back",
    "button_less_daily": "Once a day",
    "button_less_weekly": "Once a week",
    "button_less_nights": "Not at night",
    "button_less_week": "Not this week",
    "button_drop_everything": "End them all",
    "button_drop_all": "End all bulletins",
    "button_drop_bulletin": "End 《{words}》",
    "button_drop_words": "End “{words}”",
    "button_drop_question": "End “{words}”",
    "button_save": "Subscribe",
    "button_cancel": "Never mind",
    "button_watch": "Tell me when it is printed",
    "button_sub_pause": "{n} Pause",
    "button_sub_resume": "{n} Resume",
    "button_sub_edit": "{n} Edit",
    "button_sub_delete": "{n} Delete",
    "button_when": "When to tell me",
    "button_when_now": "At once",
    "button_when_daily": "Daily",
    "button_when_weekly": "Weekly",
    "button_when_quiet": "Not at night",
    "button_when_silent": "No sound at night",
    "button_when_loud": "At any hour",
    "button_when_day": "Not for a day",
    "button_when_week": "Not for a week",
    "button_when_wake": "Go on now",
    "button_when_pause": "Pause all",
    "button_when_resume": "Resume all",
    "button_broadcast_go": "Send to {n} chats",
    "button_broadcast_cancel": "Cancel",
    "button_broadcast_look": "How far is it?",
    # --- command menu
    "command_subscribe": "Hear of news, such as /subscribe 防汛",
    "command_subscriptions": "My subscriptions",
    "command_when": "When to tell me",
    "command_stats": "Figures",
    "command_delivery": "Deliveries",
    "command_broadcast": "Say something to everyone",
}
