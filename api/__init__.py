"""All that a person or a program touches: command, GraphQL, HTTP."""
