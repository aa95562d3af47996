-- In which articles may a match have come or gone?
CREATE OR REPLACE TEMP TABLE pending_match_articles AS
WITH pending_names AS (
    SELECT DISTINCT
        g.class,
        UNNEST(v.names).name AS name
    FROM ops.entry_versions AS v
    INNER JOIN name_groups AS g
        ON g.kind = v.kind
    SEMI JOIN ops.pending_entries AS p
        ON
            p.list = v.list
            AND p.entry_id = v.entry_id
)

SELECT article_id
FROM ops.pending_articles
UNION
SELECT article_id
FROM ops.pending_matches
UNION
SELECT c.article_id
FROM pending_names AS p
INNER JOIN ops.name_likeness AS l
    ON
        l.class = p.class
        AND l.list_name = p.name
INNER JOIN name_groups AS h
    ON h.class = p.class
INNER JOIN facts.chains AS c
    ON
        c.name = l.called
        AND c.kind = h.kind
UNION
SELECT m.article_id
FROM resolved.watchlist_matches AS m
SEMI JOIN ops.pending_entries AS p
    ON
        p.list = m.list
        AND p.entry_id = m.entry_id
UNION
SELECT c.article_id
FROM ops.review_decisions AS d
SEMI JOIN ops.pending_entries AS p
    ON
        p.list = d.list
        AND p.entry_id = d.entry_id
INNER JOIN facts.chains AS c
    ON
        c.entity_key = d.entity_key
        AND (d.article_id IS NULL OR d.article_id = c.article_id);

SELECT COUNT(*)
FROM pending_match_articles;
