-- Note how a run has ended.
UPDATE ops.runs
SET
    finished_at = $now,
    status = $status,
    articles_in = $articles_in,
    articles_loaded = $articles_loaded,
    articles_unchanged = $articles_unchanged,
    rejects = $rejects,
    seconds = MAP($stages, $stage_seconds)
WHERE run_id = $run_id;
