"""Orchestration: what Prefect schedules and shows, and the command line."""
