"""How people reach the bulletins: a Telegram bot, a command line, and a Telegram on loopback to try it on.

settings.py      one field per environment variable
services.py      settings -> parts
application.py   updates in, replies out
handlers/        one command, one file
view/            answer -> messages; every text a person reads
sandbox/         a stand-in for the Bot API on loopback, with a chat page
cli.py           the command `bulletin-bot`
"""
