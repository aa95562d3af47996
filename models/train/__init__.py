"""The recipe of the shipped spaCy pipelines: `python -m models.train names|parser`."""
