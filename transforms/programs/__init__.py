"""Sanctions programmes: the table of facts about them, and their names in prose and on lists."""
