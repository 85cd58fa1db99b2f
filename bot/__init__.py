"""How people reach the bulletins: a Telegram bot, a command line, and a Telegram on loopback to try it on.

settings.py      one field per environment variable
services.py      settings -> parts
index.py         the index, where the settings want it
application.py   updates in, replies out: the bot from start to stop
connection.py    how to reach Telegram, and keep at it
polling.py       ask for updates
webhook.py       take updates that are brought
serving.py       the one HTTP app: updates in, health and figures out
inbox.py         every update, stored before it is acknowledged, until it is handled
claims.py        whose claim it is, and whether its process is still there
intake.py        stored updates, handled in order within a chat
lanes.py         in order within a chat, side by side over chats
upkeep.py        what goes on beside the updates
leading.py       what only one process of all does
replicas.py      which processes there are, and what share of the limit each has
health.py        is this process fit to be given work?
metrics.py       figures for Prometheus
context.py       what a handler is given
handlers/        one command, one file
watch/           new issues come in by themselves
replies.py       what a handler sends, once
sent.py          what it sent, so that an answer follows its question
turns.py         how lately somebody asked
deleting.py      deletes it when the chat wants that
answers.py       what buttons page through
recent.py        what was found lately, while the library stays the same
sender.py        every message on its way out: replies first, as fast as Telegram allows
pacing.py        how fast that is
chats.py         the chats the bot knows, and how each wants to be told
feedback.py      what people think of answers
bans.py          who is met with silence
personal.py      everything kept about a person, to give out or delete
alerts/          who is told of what, when, and does it arrive
tables.py        the tables of both
migrations/      how those came to be
logs.py          logs without secrets
supervision.py   what systemd is told
backup.py        everything in one file, and back
view/            answer -> messages; every text a person reads
sandbox/         a stand-in for the Bot API on loopback, with a chat page
cli/             the command `bulletin-bot`
"""
