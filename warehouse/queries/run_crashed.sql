-- Which runs were killed? The lock is ours, so none that says `running` is alive.
UPDATE ops.runs
SET status = 'crashed'
WHERE status = 'running';
