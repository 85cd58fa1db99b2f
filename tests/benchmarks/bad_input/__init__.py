"""What becomes of files that are broken, huge, hostile, or no files at all?

    python -m tests.benchmarks.bad_input [--only WORDS] [--wall SECONDS] [--memory MIB]

Every case is made on the fly and goes through the real `bulletin-bot ingest` in a process of its own, watched for
time and memory, its workers included. A case passes when the command ends in time, within memory and without a
traceback; when what was expected happened (a named problem, or the text in the library); and when the library is
whole afterwards: nothing half filed, and what was there before is still there.

READING ORDER
case.py       a case: how its file is made, and what is expected
texts.py      cases: text that is none, too long, too wide, in no encoding
markup.py     cases: HTML, XML and feeds
packed.py     cases: zip files and Word documents
pdfs.py       cases: PDFs
places.py     cases: paths: links, pipes, folders, files that change
trial.py      one case through the command
library.py    is the library whole?
"""
