"""What does a person read? Values -> messages: pure functions, no Telegram classes, no database.

message.py      one message: HTML and buttons
html.py         the only place where text becomes HTML, and where its length is counted
texts.py        a named text in the reader's language, from catalogues/
callbacks.py    what a button carries in 64 bytes; deep links
news_callbacks.py  the same for buttons about news
own_callbacks.py  the same for buttons about a person's own things, and about what they think
citation.py     where a quote or an article stands, on one line
quotes.py       quotes with their highlighted words, fitted into one message
keyboard.py     rows of buttons
answer.py       answers, abstentions, search results, the latest articles
parts.py        a whole article cut into messages
article.py      one such message
arrival.py      what came in, for administrators
inline.py       what is offered for pasting
alert.py        news, and ways to hear less of it
language.py     which language is spoken here
subscription.py  the preview, the list, when a chat is told
settings.py      how a chat wants to be answered
settings_callbacks.py  what its buttons carry
status.py        what the bot is missing in a chat
reports.py      what administrators see
feedback.py     what people think of an answer
bans.py         who is met with silence, which limits hold
personal.py     what is kept about a person, in plain words
notices.py      greetings, help, and what went wrong
"""
