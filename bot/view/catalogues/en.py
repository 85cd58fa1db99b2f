"""English, for people who read Chinese but use their phone in English."""

TEXTS = {
    # --- greetings and help
    "start": (
        "Hello! I look up answers in the local bulletins for you.\n\n"
        "Just send me a question in Chinese, for example:\n"
        "· <code>防汛值班电话是多少？</code>\n"
        "· <code>垃圾分类什么时候开始？</code>\n"
        "· <code>谁主持了这次会议？</code>\n\n"
        "I only quote what was printed, word for word, with source and date. If it is not there, I say so.\n\n"
        "/latest the newest articles\n"
        "/search look up words\n"
        "/help more ways to ask"
    ),
    "help": (
        "<b>How to use me</b>\n\n"
        "<b>Ask</b>: just send a question, such as <code>秋季新增了多少学位？</code>\n"
        "<b>Look up words</b>: <code>/search 防汛</code> or <code>搜索 防汛</code>\n"
        "<b>See what is new</b>: /latest\n"
        "<b>Read it all</b>: tap “Full text” below an answer, or send <code>/article 12</code>\n"
        "<b>Hear of news</b>: <code>/subscribe 防汛</code>\n\n"
        "The words in <b>bold</b> are the ones that answer you. Every quote is exactly as printed.\n\n"
        "Nothing found? Put it another way, or send only the name or word that matters. "
        "A misspelt name or Traditional characters are fine."
    ),
    "help_group": (
        "<b>How to ask in a group</b>\n\n"
        "· <code>@{bot} 防汛值班电话是多少？</code>\n"
        "· <code>/search@{bot} 防汛</code>\n"
        "· reply to one of my messages\n\n"
        "Otherwise I keep quiet. You can also write to me in private."
    ),
    # --- citations
    "bulletin": "《{name}》",
    "reference": " ({word}: {name})",
    "bulletin_unnamed": "unnamed bulletin",
    "title": "{title}",
    "title_derived": "{title} (title lost in print, taken from the text)",
    "title_missing": "(untitled)",
    "date": "{year}/{month}/{day}",
    "date_no_year": "{month}/{day} (month/day, year unknown)",
    "date_unknown": "date unknown",
    "issued": "issue of {date}",
    "page": "page {page}",
    "days_between": "{first} to {last}",
    "days_since": "from {first}",
    "days_until": "until {last}",
    "order_uncertain": "the text of this page may be incomplete or out of order",
    "also": "also in {places}",
    "also_more": "{n} more",
    # --- answers and lists
    "answer_head": "This is what was printed:",
    "page_of": "Page {page} of {pages}",
    "part_of": "Part {part} of {parts}",
    "corrected": "Looked for “{found}” (you wrote “{asked}”).",
    "abstain_empty": "What would you like to know? Just send a question, such as <code>防汛值班电话是多少？</code>",
    "abstain_no_terms": "There is no word here to look for. Name a person, a place or a matter: <code>老旧小区改造</code>",
    "abstain_no_match": "The bulletins say nothing about this.\n\nTry other words, or only the one that matters.",
    "abstain_weak_match": (
        "The bulletins use some of these words, but no passage answers the question, and I will not guess.\n\n"
        "Try asking more exactly: who, when, where, how many."
    ),
    "abstain_empty_library": "There are no bulletins here yet. Please come back later.",
    "abstain_near": "These articles came nearest:",
    "search_head": "“{asked}”: {first}–{last} of {total}",
    "search_none": "“{asked}” is not in the bulletins.\n\nTry another or a shorter word.",
    "search_days": "Searched within <b>{days}</b>.",
    "search_bad_date": "“{value}” is no date I understand. Write it like this: <code>防汛 date:2024-07</code>, <code>date:上周</code>, <code>date:7月18日</code>, <code>date:近三个月</code>",
    "search_empty": 'Write something after “{value}”, such as <code>防汛 source:青砚时报</code>, <code>page:3</code>, <code>title:台风</code>, <code>-广告</code>, <code>"值班电话"</code>',
    "search_open_quote": 'Quotation marks come in pairs, such as <code>"值班电话" 防汛</code>',
    "days_nothing": "Nothing within {days}; this is of another time.",
    "latest_head": "<b>Newest articles</b>: tap a number to read one",
    "latest_none": "There are no bulletins here yet. Please come back later.",
    # --- what went wrong
    "ask_what": "What would you like to know? Write it after my name: <code>@{bot} 防汛值班电话是多少？</code>",
    "search_usage": "Which word? Write it after the command: <code>/search 防汛</code>",
    "article_usage": "Which article? Add its number: <code>/article 12</code>. For the newest: /latest",
    "article_gone": "This article is no longer here; the bulletin may have been corrected. For the newest: /latest",
    "question_too_long": "That question is too long. Please keep it within {limit} characters.",
    "not_text": "I can only read text. Please send me your question as a sentence.",
    "unknown_command": "There is no such command. Just send a question, or see /help",
    "busy": "Many people are asking just now. Please try again in a moment.",
    "failed": "Sorry, something went wrong and I could not answer. Please try again.",
    "stale": "These buttons are too old to work. Please send your question again.",
    # --- toasts
    "toast_stale": "This button is too old. Please send your question again.",
    "toast_gone": "This article is no longer here.",
    "toast_no_original": "The printed page is not at hand.",
    "toast_first": "Nothing before this.",
    "toast_last": "Nothing after this.",
    "toast_busy": "Please tap again in a moment.",
    "toast_failed": "Something went wrong. Please try again.",
    # --- buttons
    "button_full": "Full text",
    "button_full_n": "Full text {n}",
    "button_original": "Page",
    "button_original_n": "Page {n}",
    "button_by_date": "Newest first",
    "button_by_relevance": "Best first",
    "button_more": "More",
    "button_back": "Back",
    "button_previous_part": "Previous part",
    "button_next_part": "Next part",
    "button_previous_article": "Previous article",
    "button_next_article": "Next article",
    "button_untitled": "Untitled",
    "button_inline_more": "Go on in private",
    "button_inline_none": "Nothing found: ask in private",
    "button_inline_mistake": "A date or quotation mark is wrong: see how",
    # --- command menu
    "command_start": "Start",
    "command_help": "How to use me",
    "command_search": "Look up words: /search 防汛",
    "command_latest": "The newest articles",
    "command_article": "A whole article: /article 12",
}
