-- What could not be read before, and was read well now? A file that is read mends what failed in
-- reading it; what failed later is mended only when its article was made anew in this run. Of a
-- file that was begun by an earlier run, what failed since then has not been read again.
CREATE OR REPLACE TEMP TABLE files_read AS
SELECT
    UNNEST($uris::VARCHAR[]) AS uri,
    UNNEST($since::TIMESTAMP[]) AS since;

-- A record inside a file has the file's address, "#" and its place; names of files may have a "#".
CREATE OR REPLACE TEMP TABLE mended AS
SELECT DISTINCT r.reject_id
FROM (
    SELECT
        *,
        STRING_SPLIT(uri, '#') AS parts,
        UNNEST(
            LIST_TRANSFORM(RANGE(1, LEN(parts) + 1), LAMBDA i: ARRAY_TO_STRING(parts[1:i], '#'))
        ) AS file_uri
    FROM ops.rejects
    WHERE resolved_at IS NULL
) AS r
INNER JOIN files_read AS f
    ON f.uri = r.file_uri
WHERE
    (f.since IS NULL OR r.last_seen < f.since)
    AND r.reject_id NOT IN (SELECT UNNEST($seen_ids))
    AND (
        r.stage IN ('fetch', 'read', 'articles')
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
