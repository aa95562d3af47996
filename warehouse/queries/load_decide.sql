-- Which articles of a batch are new, changed, made by other versions, there already, or older
-- than what is there? What a feed says of an article never replaces what was read on its page, and
-- is replaced by it, whatever their times: a teaser comes later than the article, and any feed may
-- speak of any site.
CREATE OR REPLACE TEMP TABLE incoming AS
WITH offered AS (
    SELECT
        article_id,
        content_hash,
        updated_at,
        fetched_at,
        reader <> 'feed' AS is_page,
        COALESCE(updated_at, published_at) AS told_at
    FROM READ_PARQUET($articles)
),

present AS (
    SELECT
        a.article_id,
        a.revision,
        a.content_hash,
        a.fetched_at,
        a.reader <> 'feed' AS is_page,
        COALESCE(a.updated_at, a.published_at) AS told_at,
        a.batch_id
    FROM facts.articles AS a
    SEMI JOIN offered AS o
        ON o.article_id = a.article_id
)

SELECT
    o.article_id,
    o.content_hash,
    o.updated_at,
    o.fetched_at,
    p.content_hash AS present_hash,
    p.fetched_at AS present_fetched_at,
    ops.versions_text(b.versions) AS present_versions,
    CASE
        WHEN p.article_id IS NULL THEN 'new'
        WHEN
            o.content_hash = p.content_hash
            AND ops.versions_text(b.versions) = $versions
            THEN 'current'
        WHEN o.content_hash = p.content_hash THEN 'reprocessed'
        WHEN
            (
                o.is_page,
                COALESCE(o.told_at, '-infinity'::TIMESTAMP),
                COALESCE(o.fetched_at, '-infinity'::TIMESTAMP),
                o.content_hash
            ) > (
                p.is_page,
                COALESCE(p.told_at, '-infinity'::TIMESTAMP),
                COALESCE(p.fetched_at, '-infinity'::TIMESTAMP),
                p.content_hash
            )
            THEN 'changed'
        ELSE 'older'
    END AS outcome,
    CASE outcome
        WHEN 'new' THEN 1
        WHEN 'changed' THEN p.revision + 1
        ELSE p.revision
    END AS revision
FROM offered AS o
LEFT JOIN present AS p
    ON p.article_id = o.article_id
LEFT JOIN ops.batches AS b
    ON b.batch_id = p.batch_id;

CREATE OR REPLACE TEMP TABLE taken AS
SELECT article_id, revision
FROM incoming
WHERE outcome IN ('new', 'changed', 'reprocessed');

CREATE OR REPLACE TEMP TABLE replaced AS
SELECT article_id
FROM incoming
WHERE outcome IN ('changed', 'reprocessed');

SELECT
    COUNT(*) FILTER (WHERE outcome = 'new'),
    COUNT(*) FILTER (WHERE outcome = 'changed'),
    COUNT(*) FILTER (WHERE outcome = 'reprocessed'),
    COUNT(*) FILTER (WHERE outcome = 'older'),
    COUNT(*) FILTER (WHERE outcome = 'current')
FROM incoming;
