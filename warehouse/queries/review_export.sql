-- What have people decided, in the order of arrival, and on which names?
WITH listed AS (
    SELECT
        e.list,
        e.entry_id,
        ARG_MAX(e.name, s.published_on) AS name
    FROM main.watchlist_entries AS e
    INNER JOIN main.watchlist_snapshots AS s
        ON s.snapshot_id = e.from_snapshot
    GROUP BY e.list, e.entry_id
)

SELECT
    d.entity_key,
    d.list,
    d.entry_id,
    d.article_id,
    d.decision,
    d.decided_by,
    d.decided_at,
    d.note,
    COALESCE(c.name, e.name) AS matched_name,
    l.name AS list_name
FROM ops.review_decisions AS d
LEFT JOIN facts.chains AS c
    ON
        c.entity_key = d.entity_key
        AND c.article_id = d.article_id
LEFT JOIN main.entity_keys AS k
    ON k.entity_key = d.entity_key
LEFT JOIN main.entities AS e
    ON e.entity_id = k.entity_id
LEFT JOIN listed AS l
    ON
        l.list = d.list
        AND l.entry_id = d.entry_id
ORDER BY d.rowid;
