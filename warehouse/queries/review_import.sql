-- Which of these decisions are not kept yet? Keep them in their order, and match again where they
-- speak of somebody whom an article names.
CREATE OR REPLACE TEMP TABLE new_decisions AS
SELECT g.*
FROM given_decisions AS g
ANTI JOIN ops.review_decisions AS d
    ON
        d.entity_key = g.entity_key
        AND d.list = g.list
        AND d.entry_id = g.entry_id
        AND d.article_id IS NOT DISTINCT FROM g.article_id
        AND d.decision = g.decision
        AND d.decided_by = g.decided_by
        AND d.decided_at = g.decided_at
        AND d.note IS NOT DISTINCT FROM g.note
QUALIFY
    ROW_NUMBER() OVER (
        PARTITION BY
            g.entity_key,
            g.list,
            g.entry_id,
            g.article_id,
            g.decision,
            g.decided_by,
            g.decided_at,
            g.note
        ORDER BY g.ordinal
    ) = 1;

INSERT INTO ops.review_decisions BY NAME
SELECT n.* EXCLUDE (ordinal)
FROM new_decisions AS n
ORDER BY n.ordinal;

INSERT INTO ops.pending_matches (article_id)
SELECT DISTINCT c.article_id
FROM facts.chains AS c
SEMI JOIN new_decisions AS n
    ON
        n.entity_key = c.entity_key
        AND (n.article_id IS NULL OR n.article_id = c.article_id);

SELECT COUNT(*)
FROM new_decisions;
