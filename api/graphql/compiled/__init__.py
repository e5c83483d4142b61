"""The short way to an answer: common questions, compiled once to the shape of their answer and read in bulk."""
