"""PDFs set by a small typesetter of our own, and read back."""
