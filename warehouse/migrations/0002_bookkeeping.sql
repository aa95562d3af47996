-- What does the loader remember between runs, beside the tables that analysts know?

-- One row: `generation` counts every change that analysts can see.
CREATE TABLE ops.state (
    generation BIGINT NOT NULL,
    resolve_version VARCHAR,
    views_sha256 VARCHAR
);

-- Texts of articles that are older than the current row: they are not read again.
CREATE TABLE ops.superseded (
    article_id VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    fetched_at TIMESTAMP,
    versions VARCHAR NOT NULL
);

-- Chains and articles whose conclusions are out of date.
CREATE TABLE ops.pending_keys (
    entity_key VARCHAR NOT NULL
);

CREATE TABLE ops.pending_articles (
    article_id VARCHAR NOT NULL
);
