-- Note that a batch is loaded; its id may come again when a text returns to an earlier state.
DELETE FROM ops.batches
WHERE batch_id = $batch_id;

INSERT INTO ops.batches (batch_id, run_id, loaded_at, article_count, versions)
VALUES (
    $batch_id, $run_id, $now, $article_count, MAP($version_names, $version_values)
);
