"""How good and how fast is it, beside its peers? Each file is a command: `python -m tests.benchmarks.NAME`.

READING ORDER
corpus.py   paragraphs of jieba's own words, as often as its dictionary has them
paragraphs.py  real paragraphs as terms, and perturbed copies of them
peers.py    the same index kept by rank_bm25, bm25s, tantivy and SQLite FTS5
search.py   build, search, add, disk and memory, one table for all
plot.py     that table as a picture
tokenising.py  characters a second, beside jieba alone, and whether the worst of texts stay linear
index_crash.py  kill -9 while the index is added to, merged and saved: is the next start right?
answers.py  how many questions the first quote answers, and how many others are declined
excerpts.py given a paragraph that answers, is the answer in what is quoted of it? Fits the weights of the clues
fit.py      the weights of the ranking, fitted to question sets and to the samples, with the figures they reach
sure.py     the weights of certainty, fitted to questions with and without an answer
samples.py  the bulletins of the sandbox as a question set
fitting.py  weights from examples
sandbox.py  messages a second through the sandbox, and its memory
asking.py   from a question to its rendered answer, alone and eight at once
groups.py   two hundred groups talk: are those who ask answered, only those, and does the event loop keep up?
start.py    from the start of `bulletin-bot run` to its first answer
replicas.py three processes on one PostgreSQL, one killed: is each update answered once?
fleet.py    several bots behind one database
crashes.py  bot, deliverer and PostgreSQL killed at random in a mixed load: is anything lost?
mixed_load.py what goes on meanwhile
alerts/     whether every alert arrives, once, in time, whatever happens
bad_input/  what becomes of files that are broken, huge, hostile, or no files at all
reading/    how well and how fast bulletins are read: the whole table of what was promised, peers beside it
"""
