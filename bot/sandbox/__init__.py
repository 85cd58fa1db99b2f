"""How can the bot be tried without Telegram? A stand-in for the Bot API on loopback, as strict as the real one.

    with Sandbox.start() as sandbox:
        ann = sandbox.person("Ann")             # run a bot with sandbox.token against sandbox.api_url
        ann.says("/start")
        print(ann.reads().text)

Files in reading order:

clock.py        a clock that can run fast
world.py        the state: accounts, chats, topics, members, messages; no HTTP
shapes.py       how the world looks in the Bot API's JSON
refusals.py     what the Bot API says when it refuses
markup.py       Telegram's HTML -> text and entities
links.py        which link targets it takes
entities.py     what Telegram marks by itself: commands, mentions, hashtags, addresses
files.py        uploaded bytes
updates.py      what waits for one bot
webhook.py      pushes it to an address
weather.py      what goes wrong on the way
journal.py      every call, to be asked afterwards
exchange.py     joins all of these: which bot hears of what
methods/        what a bot can ask for: one table
requests.py     a call's parameters, from any kind of body
api.py          /bot<token>/<method> over HTTP
people.py       people who write, press and wait
gatherings.py   what they do with chats and members
inline.py       how they use inline mode
control.py      what the chat page needs, as JSON; its docstring lists the routes
events.py       the stream of changes
guarding.py     who may use those routes
lines.py        the open connections
serving.py      uvicorn in a thread, which can go down and up
server.py       Sandbox: start it, and everything is at hand
__main__.py     a sandbox by itself: `python -m bot.sandbox`
trial.py        with sample bulletins and the real bot: `bulletin-bot try`
terminal.py     a chat in the terminal, for `try --terminal`
page/           the chat page: plain HTML, CSS and JavaScript, shipped as it is
"""

from bot.sandbox.people import Person as Person
from bot.sandbox.server import Sandbox as Sandbox
