"""Abstracts to facts: readers, the extraction pipeline, and ingest."""
