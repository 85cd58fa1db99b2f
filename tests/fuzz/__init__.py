"""Inputs nobody thought of: `python -m tests.fuzz TARGET --minutes N`.

targets.py    what is given bytes, and what must be true of it whatever they are
seeds.py      bytes to begin with
__main__.py   look for bytes that break a target, by mutation or with atheris where it is installed
guided.py     a target under atheris
found/        bytes that did, each tried again by test_found.py
"""
