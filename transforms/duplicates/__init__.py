"""Which articles repeat others: how alike two bodies are, and which of them make a group."""
