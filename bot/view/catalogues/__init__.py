"""The texts, one file a language, all with the same names and the same {placeholders}.

zh_hans.py   Simplified Chinese, the first that is written
zh_hant.py   Traditional Chinese
en.py        English

Names that begin with button_, toast_ or command_ are plain text; all others are Telegram HTML.
"""
