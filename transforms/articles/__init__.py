"""From a raw record to an article: the layout of pages, metadata, language."""
