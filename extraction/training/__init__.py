"""What makes the data in `extraction/data` again from annotated papers."""
