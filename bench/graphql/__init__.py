"""Our API beside @neo4j/graphql over the same graph: `python -m bench.graphql`."""
