"""Pictures of pages. `page.png` is a small page of the stories of `tests/retrieval/reading/pdf`, set by its setter."""
