"""The texts, one file a language, all with the same names and the same {placeholders}.

Names that begin with button_, toast_ or command_ are plain text; all others are Telegram HTML.
"""
