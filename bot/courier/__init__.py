"""A small process beside the bot that makes its calls to Telegram and outlives it by a moment when it is killed.

handler, delivery -> calls.py --(a local socket)--> __main__.py: carrying.py -> Telegram
                              the bot was killed? -> writing.py: what was taken meanwhile

notes.py      what a call is about: the part of an answer, the parcel, that Telegram takes with it
wire.py       how the two speak
calls.py      the bot's side: a request of python-telegram-bot's
carrying.py   the courier's side: calls side by side, and the end
writing.py    what a killed bot could not write down any more

Telegram takes a message and says so; only then can it be written down that it was sent. A bot that is killed in between
would send it again. So the calls are made by a process that is not killed with it: the courier hears Telegram's answers
to the end, writes down what the bot did not, and goes. Until it has gone, what the bot had claimed stays claimed.
Both killed at once, as by a machine that dies, leave the few messages in between to come twice; none is lost.
"""
