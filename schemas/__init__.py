"""Every table of the store as an Arrow schema, and the vocabularies of its columns."""
