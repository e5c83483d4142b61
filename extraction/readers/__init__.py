"""One pure parser a source."""
