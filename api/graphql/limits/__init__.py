"""What one request may ask for, told before the store is asked."""
