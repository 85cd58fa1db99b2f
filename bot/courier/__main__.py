"""`python -m bot.courier` is started by the bot, with a socket as its standard input."""

from bot.courier.carrying import main

main()
