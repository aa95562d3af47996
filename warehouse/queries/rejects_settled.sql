-- What could not be read before, and was read well now? A file that is read mends what failed in
-- reading it; what failed later is mended only when its article was made anew in this run.
CREATE OR REPLACE TEMP TABLE mended AS
SELECT r.reject_id
FROM ops.rejects AS r
WHERE
    r.resolved_at IS NULL
    AND r.uri IN (SELECT UNNEST($uris))
    AND r.reject_id NOT IN (SELECT UNNEST($seen_ids))
    AND (
        r.stage IN ('read', 'articles')
        OR EXISTS (
            SELECT 1
            FROM facts.articles AS a
            INNER JOIN ops.batches AS b
                ON b.batch_id = a.batch_id
            WHERE
                a.uri = r.uri
                AND a.record_key IS NOT DISTINCT FROM r.record_key
                AND b.run_id = $run_id
        )
    );

UPDATE ops.rejects
SET resolved_at = $now
WHERE reject_id IN (
    SELECT reject_id
    FROM mended
);

SELECT COUNT(*)
FROM mended;
