"""What does a person want, and what do they get? One kind of request, one file.

requests.py     words -> a request, in the forms people really type
naming.py       is the bot named, and what is said besides
hearing.py      is the bot meant? a message -> what was heard
reader.py       whom an update comes from, are they let in, and in which language are they answered
gate.py         is a request let in?
table.py        which handler takes an update, and why in this order
ask.py          a question
search.py       places where words stand
latest.py       the newest articles
article.py      one article
subscribe.py    a new subscription, shown before it is saved
subscriptions.py  all of them
when.py         when a chat is told
settings.py     how this chat wants to be answered
language.py     which language is spoken in a chat
wishes.py       words -> a rule, or other settings
places.py       where something is wanted, and who may want it there
membership.py   blocked, thrown out, back again, upgraded
alert_buttons.py  buttons about news
status.py        what the bot is missing here
feedback.py     good, not good, a quote is wrong
personal.py     what is kept about a person: told, given out, deleted
bans.py         who is met with silence, for administrators
stats.py        figures, for administrators
delivery.py     what became of each issue's alerts, for administrators
broadcast.py    a word to everyone, for administrators
start.py        greeting, deep link, help, and kind refusals
upload.py       a document from an administrator
original.py     a quote on its printed page
inline.py       @bot in any chat: places to paste
guest.py        @bot in a chat the bot is no member of
buttons.py      what a pressed button does
menu.py         the command menu
trouble.py      the last resort
"""
