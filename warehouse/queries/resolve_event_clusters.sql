-- Which sanctions events tell the same event of the world? Those of one issuer that agree in the
-- family of action and status, name a common target or count as many, on days at most three apart.
DELETE FROM resolved.event_clusters;

INSERT INTO resolved.event_clusters (event_id, cluster_id, resolve_version)
WITH RECURSIVE actions (action, family) AS (
    VALUES
        ('impose', 'restrict'),
        ('tighten', 'restrict'),
        ('extend', 'restrict'),
        ('in_force', 'stand'),
        ('enforce', 'stand'),
        ('ease', 'relax'),
        ('lift', 'relax'),
        ('evade', 'evade')
),

statuses (status, family) AS (
    VALUES
        ('actual', 'actual'),
        ('threatened', 'prospective'),
        ('demanded', 'prospective'),
        ('opposed', 'resisted'),
        ('denied', 'resisted')
),

-- What is told twice in an article counts once. An act without a day of its own has the day of its
-- report; one that has a month or a year, or no report's day either, is not near in days to others.
told AS (
    SELECT
        e.event_id,
        COALESCE(e.same_as, e.event_id) AS node,
        a.family || ' ' || s.family AS family,
        CASE
            WHEN e.date_precision = 'day' THEN e.event_date
            WHEN e.event_date IS NULL THEN r.published_date
        END AS day,
        CASE
            WHEN e.event_date IS NOT NULL THEN e.date_precision || ' ' || e.event_date
            ELSE e.article_id
        END AS period
    FROM facts.sanction_events AS e
    INNER JOIN facts.articles AS r
        ON r.article_id = e.article_id
    INNER JOIN actions AS a
        ON a.action = e.action
    INNER JOIN statuses AS s
        ON s.status = e.status
),

-- Groups have a name only with their country: "Iranian banks", but not "individuals". Small numbers
-- tell something with their unit alone.
subjects AS (
    SELECT event_id, 'name ' || LOWER(name) AS subject
    FROM facts.sanction_parties
    WHERE
        role = 'target'
        AND (named OR country IS NOT NULL)
    UNION
    SELECT
        event_id,
        'count ' || low || CASE WHEN low < 5 THEN ' ' || LOWER(unit) ELSE '' END AS subject
    FROM facts.sanction_counts
    WHERE scope = 'targets'
),

keyed AS (
    SELECT DISTINCT
        t.node,
        p.name AS issuer,
        t.family,
        s.subject,
        t.day,
        CASE WHEN t.day IS NULL THEN t.period ELSE '' END AS period
    FROM told AS t
    INNER JOIN facts.sanction_parties AS p
        ON
            p.event_id = t.event_id
            AND p.role = 'issuer'
    INNER JOIN subjects AS s
        ON s.event_id = t.event_id
),

-- Days without a gap of more than three are a run; a run is cut every four days, lest news that
-- goes on for months become one event.
gaps AS (
    SELECT
        *,
        COALESCE(
            day - LAG(day) OVER (
                PARTITION BY issuer, family, subject, period
                ORDER BY day, node
            ) > 3,
            FALSE
        ) AS opens
    FROM keyed
),

runs AS (
    SELECT
        *,
        SUM(opens::INTEGER) OVER (
            PARTITION BY issuer, family, subject, period
            ORDER BY day, node
        ) AS run
    FROM gaps
),

cut AS (
    SELECT
        *,
        (
            day - MIN(day) OVER (
                PARTITION BY issuer, family, subject, period, run
            )
        ) // 4 AS part
    FROM runs
),

-- The members of a part of a run are joined through one of them.
stars AS (
    SELECT DISTINCT
        node,
        MIN(node) OVER (
            PARTITION BY issuer, family, subject, period, run, part
        ) AS hub
    FROM cut
),

edges AS (
    SELECT node AS one, hub AS other
    FROM stars
    WHERE node <> hub
    UNION
    SELECT hub AS one, node AS other
    FROM stars
    WHERE node <> hub
),

components (node, least) USING KEY (node) AS (
    SELECT node, node AS least
    FROM told
    GROUP BY node
    UNION
    (
        SELECT DISTINCT ON (mine.node)
            mine.node,
            theirs.least
        FROM recurring.components AS mine
        INNER JOIN edges AS e
            ON e.one = mine.node
        INNER JOIN components AS theirs
            ON theirs.node = e.other
        WHERE theirs.least < mine.least
        ORDER BY mine.node, theirs.least
    )
)

SELECT
    t.event_id,
    c.least AS cluster_id,
    $resolve_version AS resolve_version
FROM told AS t
INNER JOIN components AS c
    ON c.node = t.node;
