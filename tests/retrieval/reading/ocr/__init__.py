"""Pictures of pages. `page.png` is a small page of the stories of `tests/retrieval/reading/pdf`, set by its setter;
`outlined.pdf` is the same page with its headlines, and a kicker over the first, drawn as shapes.
"""
