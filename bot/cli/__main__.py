"""`python -m bot.cli` is `bulletin-bot`."""

from bot.cli import main

main()
