"""What do our sample bulletins say? Their truth, the press that spoils them, and questions they answer.

truth/              one page each, by hand: titles, dates, bylines, paragraphs (the form `read --json` prints)
set_pages.py        truth -> the broken text layers in bot/sandbox/bulletins/
printed/            the page that is shipped as a PDF, in the same form
set_pdf.py          prints it
questions.jsonl     questions with the strings that answer them, or none where the samples hold no answer
pages.py            the samples as values for tests
test_set_pages.py   the shipped pages are those of the truth
test_questions.py   every answer stands in its article
test_reading.py     every page is read back as its truth
test_printed.py     so is the PDF, and its quotes are shown as it prints them
"""
