"""Sanctions events: triggers and senses, who and whom, what is done, when, why, how many."""
