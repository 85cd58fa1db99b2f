"""How did the library's tables come to be?

env.py          runs the revisions on the connection that `migrate` hands over
versions/       the revisions, only ever appended
"""
