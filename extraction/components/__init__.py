"""One finding a file: a free function and the component that calls it."""
