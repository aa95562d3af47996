-- Which entities does each article name, how often, and where first?
DELETE FROM resolved.article_entities
WHERE article_id IN (
    SELECT article_id
    FROM ops.pending_articles
);

INSERT INTO resolved.article_entities (
    article_id,
    entity_id,
    mention_count,
    in_title,
    first_start_char,
    resolve_version
)
SELECT
    m.article_id,
    k.entity_id,
    COUNT(*) FILTER (WHERE b.duplicate_of IS NULL) AS mention_count,
    COALESCE(BOOL_OR(b.kind = 'title'), FALSE) AS in_title,
    MIN(m.start_char) AS first_start_char,
    $resolve_version AS resolve_version
FROM facts.mentions AS m
SEMI JOIN ops.pending_articles AS p
    ON p.article_id = m.article_id
INNER JOIN resolved.entity_keys AS k
    ON k.entity_key = m.entity_key
LEFT JOIN facts.blocks AS b
    ON
        b.article_id = m.article_id
        AND b.ordinal = m.block
GROUP BY m.article_id, k.entity_id;
