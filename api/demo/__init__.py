"""Forty well-known papers for a first look: facts about them, and summaries of their abstracts in our own words."""
