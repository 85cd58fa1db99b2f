"""The texts, one file a language, all with the same names and the same {placeholders}.

zh_hans.py   Simplified Chinese, the first that is written
zh_hant.py   Traditional Chinese
en.py        English
alerts_zh_hans.py, alerts_zh_hant.py, alerts_en.py   the same for news, subscriptions and administrators
groups_zh_hans.py, groups_zh_hant.py, groups_en.py   the same for settings, limits and what is missing
watch_zh_hans.py, watch_zh_hant.py, watch_en.py   the same for what comes in by itself
own_zh_hans.py, own_zh_hant.py, own_en.py   the same for a person's own things: language, votes, privacy

Names that begin with button_, toast_ or command_ are plain text; all others are Telegram HTML.
"""
