"""The commands of `kg`, one file a purpose; each function is one command and its docstring is its help."""
