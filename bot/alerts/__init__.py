"""Who is told of what, when, and does it arrive? News -> alerts -> messages that are never lost.

subscriptions -> planning (matching, deciding, schedule) -> outbox -> delivery (letters) -> outcomes -> outbox

rules.py          what a subscription asks for, and what it found
filters.py        the filter language: words, AND, OR, NOT, quotes, brackets
subscriptions.py  the wishes of all chats
preview.py        what a rule would have told of lately
schedule.py       when a chat is told: digests, quiet hours, time zones
choices.py        what the buttons about time change
matching.py       which articles a rule wants
deciding.py       who is told of what, and when
planning.py       news -> alerts, in one transaction with the cursor
lifecycle.py      the states of a parcel and the moves between them: one table
outbox.py         what is owed: claimed by leases, settled by outcomes
parcels.py        what was claimed, with all it takes to write it
outcomes.py       what Telegram said, as outcomes
letters.py        a parcel -> what is sent
delivery.py       claim, write, send, settle
broadcasts.py     what an administrator says to every chat
reports.py        figures for administrators
"""
