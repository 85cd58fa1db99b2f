"""How people reach the bulletins: a Telegram bot, a command line, and a Telegram on loopback to try it on.

settings.py      one field per environment variable
services.py      settings -> parts
index.py         the index, where the settings want it
application.py   updates in, replies out: the bot from start to stop
connection.py    how to reach Telegram, and keep at it
courier/         the process that calls Telegram, and outlives a killed bot by a moment
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

WHAT A PROCESS KEEPS TO ITSELF
Any update may be handled by any process, so whatever the next one has to know is in the database: updates, chats, limits,
what was asked, what was sent, what is owed, what was fetched. In memory there is only what another process would not
miss, or finds out by itself:

what depends on nothing   parsed rules (alerts/matching.py), tables of sounds and characters (retrieval)
what follows a revision   the index, and articles as letters show them (alerts/letters.py); each looks before it is used,
                          or within a second (upkeep.py). An index in PostgreSQL that another process made anew is known
                          by its numbers, which are never given twice.
what is under way here    lanes, parcels and updates put off: their lease names this process and its courier, which writes
                          down what Telegram took, and ends without them
what leading needs        where polling stands (Telegram repeats what was not acknowledged, and an id is stored once), which
                          files were seen (what came in is known by its digest), since when nothing new came (the next
                          leader waits ALERT_WAIT_S once more)
how fast this one sends   its windows, a chat that was told to wait (pacing.py). All together keep to Telegram's overall
                          limit by their shares (replicas.py). One chat's limit is kept by each process alone: its
                          replies come from the process that holds its lane, its alerts may come from another. Telegram
                          then refuses one message with a time to wait; that process holds the chat as long, and the
                          message is sent after it. So a refusal more is all that another process can miss.
figures                   counters of /metrics, since when the index is behind (health.py): each process tells its own
"""
