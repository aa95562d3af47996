"""Official lists: published formats in, entries out; keys and likeness of names."""
