-- Who is named together with whom? Both directions, so that one name can be asked for.
-- (Names are grouped by, or a condition on a name would come after all pairs are made.)
CREATE OR REPLACE VIEW main.co_mentions AS
WITH named AS (
    SELECT n.article_id, n.entity_id, e.name, e.kind, a.published_date
    FROM main.article_entities AS n
    INNER JOIN main.entities AS e
        ON e.entity_id = n.entity_id
    INNER JOIN main.articles AS a
        ON a.article_id = n.article_id
    WHERE
        n.mention_count > 0
        AND a.duplicate_of IS NULL
)

SELECT
    l.entity_id,
    l.name,
    l.kind,
    r.entity_id AS other_entity_id,
    r.name AS other_name,
    r.kind AS other_kind,
    COUNT(*) AS articles,
    MIN(l.published_date) AS first_published,
    MAX(l.published_date) AS last_published
FROM named AS l
INNER JOIN named AS r
    ON
        r.article_id = l.article_id
        AND r.entity_id <> l.entity_id
GROUP BY
    l.entity_id,
    l.name,
    l.kind,
    r.entity_id,
    r.name,
    r.kind;

COMMENT ON VIEW main.co_mentions IS 'Who is named together with whom? One row a pair in each direction, with the number of articles.';
