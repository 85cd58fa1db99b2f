"""How do new issues come in by themselves, and who looks at them first?

folders, addresses, documents an administrator sends -> intake -> judging: published, held, or refused and told

judging.py     what is to be done with a reading
arrivals.py    everything that came in, once, and what became of it
intake.py      read, judge, publish or hold
folders.py     which files of watched folders are done being written
hosts.py       which hosts may be asked
fetching.py    one polite request: conditional, bounded, never to a private host
polling.py     which addresses are due, and what their answers mean
sources.py     what an answer holds: a page, the entries of a feed, the pages of a list
watching.py    the two endless loops
"""
