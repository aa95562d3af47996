-- Which articles repeat an earlier one, now that their bodies are grouped?
DELETE FROM resolved.article_duplicates
WHERE
    article_id IN (
        SELECT article_id
        FROM ops.pending_articles
    )
    OR article_id IN (
        SELECT article_id
        FROM reached_articles
    );

INSERT INTO resolved.article_duplicates (article_id, duplicate_of, resolve_version)
SELECT
    r.article_id,
    f.article_id AS duplicate_of,
    $resolve_version AS resolve_version
FROM reached_articles AS r
LEFT JOIN grouped_bodies AS g
    ON g.body_hash = r.body_hash
INNER JOIN reached_firsts AS f
    ON f.body_hash = COALESCE(g.leader, r.body_hash)
WHERE r.article_id <> f.article_id;
