"""What a person at a terminal gets: output, messages and exit codes.

conftest.py         the command, run in this process on an empty folder
test_commands.py    usage, exit codes, errors
test_reading.py     read
test_ingesting.py   ingest
test_asking.py      ask, search, latest
test_evaluating.py  evaluate
test_doctor.py      doctor
"""
