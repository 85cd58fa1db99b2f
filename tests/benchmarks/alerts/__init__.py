"""Does every alert arrive, once, in time, whatever happens? `python -m tests.benchmarks.alerts [PART...]`.

READING ORDER
town.py      thousands of chats with subscriptions, an issue they want, and a Telegram with weather
processes.py  bots in processes of their own, to be watched and killed
planning.py  how long it takes to plan an issue for ten thousand chats
kills.py     ten thousand alerts through floods, lost lines and twenty kills
rate.py      how fast alerts go out while two hundred people ask, and how long those wait
sharing.py   two processes on one outbox
worker.py    a process that only delivers
__main__.py  one line of JSON a part
"""
