"""What answers over HTTP beside GraphQL."""
