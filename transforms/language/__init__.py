"""Names, chains, roles and quotes: what the words of an article refer to."""
