"""What somebody could do to harm us, and that it does not work: a test for each row of the README's list of threats.

conftest.py      a bot with an administrator in the sandbox, and strangers
test_doors.py    forged calls, administrators' doors, forged and replayed buttons
test_words.py    markup, SQL and patterns in what people and bulletins say
test_files.py    bombs, hostile files, names that climb
test_secrets.py  the token in no log, figure, error, dump or file
test_list.py     every row of the list names tests that exist
"""
