"""Chapter to be opened by its first file."""
