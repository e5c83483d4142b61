"""The graph in the formats of other tools: one writer a format, each over the rows of a snapshot, in bounded memory."""
