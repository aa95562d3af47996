-- A process of a pool has no terminal of its own: no progress bar.
SET enable_progress_bar = FALSE;
