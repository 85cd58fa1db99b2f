"""How did the bot's tables come to be?

env.py        runs the revisions on the connection it is given
versions/     the revisions, only ever appended
"""
