"""What was learned from annotated abstracts, and how it is applied: a tagger of words, then forests over candidates."""
