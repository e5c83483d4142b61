"""The GraphQL schema, one file a type."""
