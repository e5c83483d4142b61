"""How good the extraction is: what it finds held against what a reader marked, paper by paper."""
