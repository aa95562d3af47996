-- Note that a run has begun.
INSERT INTO ops.runs (run_id, flow_run_id, flow, started_at, status, versions, seconds)
VALUES (
    $run_id, $flow_run_id, $flow, $now, 'running', MAP($version_names, $version_values), MAP {}
);
