-- Which tables does the store have? Written by `python -m warehouse.docs`.

CREATE SCHEMA IF NOT EXISTS facts;

CREATE SCHEMA IF NOT EXISTS resolved;

CREATE SCHEMA IF NOT EXISTS lists;

CREATE SCHEMA IF NOT EXISTS ops;

CREATE TABLE facts.articles (
    article_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    uri VARCHAR NOT NULL,
    record_key VARCHAR,
    url VARCHAR,
    title VARCHAR,
    subtitle VARCHAR,
    authors VARCHAR[] NOT NULL,
    contributors VARCHAR[] NOT NULL,
    publisher VARCHAR,
    language VARCHAR,
    published_at TIMESTAMP,
    published_date DATE,
    published_tz VARCHAR,
    published_precision VARCHAR,
    updated_at TIMESTAMP,
    dateline VARCHAR,
    text VARCHAR NOT NULL,
    word_count INTEGER NOT NULL,
    content_hash VARCHAR NOT NULL,
    raw_sha256 VARCHAR NOT NULL,
    fetched_at TIMESTAMP,
    reader VARCHAR NOT NULL,
    repairs VARCHAR[] NOT NULL,
    flags VARCHAR[] NOT NULL,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.article_revisions (
    article_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    content_hash VARCHAR NOT NULL,
    updated_at TIMESTAMP,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.blocks (
    article_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    duplicate_of INTEGER,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.images (
    article_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    caption VARCHAR,
    credit VARCHAR,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.mentions (
    mention_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    surface VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    entity_key VARCHAR,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.chains (
    article_id VARCHAR NOT NULL,
    entity_key VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.roles (
    article_id VARCHAR NOT NULL,
    entity_key VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    organization VARCHAR,
    country VARCHAR,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.quotes (
    quote_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    speaker_entity_key VARCHAR,
    cue VARCHAR,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.sanction_events (
    event_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    evidence VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    measures VARCHAR[] NOT NULL,
    program VARCHAR,
    reason VARCHAR,
    reason_start INTEGER,
    reason_end INTEGER,
    date_text VARCHAR,
    event_date DATE,
    date_precision VARCHAR,
    date_method VARCHAR NOT NULL,
    jurisdiction_count INTEGER,
    quote_id VARCHAR,
    same_as VARCHAR,
    rule VARCHAR NOT NULL,
    confidence REAL NOT NULL,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.sanction_parties (
    event_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    stance VARCHAR,
    name VARCHAR NOT NULL,
    named BOOLEAN NOT NULL,
    country VARCHAR,
    entity_key VARCHAR,
    authority VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.sanction_counts (
    event_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER,
    qualifier VARCHAR NOT NULL,
    unit VARCHAR,
    scope VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE facts.article_signatures (
    article_id VARCHAR NOT NULL,
    body_hash BIGINT NOT NULL,
    shingles INTEGER NOT NULL,
    minhash BLOB NOT NULL,
    bands BIGINT[] NOT NULL,
    batch_id VARCHAR NOT NULL
);

CREATE TABLE resolved.entities (
    entity_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    aliases VARCHAR[] NOT NULL,
    article_count INTEGER NOT NULL,
    first_published DATE,
    last_published DATE,
    resolve_version VARCHAR NOT NULL
);

CREATE TABLE resolved.entity_keys (
    entity_key VARCHAR NOT NULL,
    entity_id VARCHAR NOT NULL,
    resolve_version VARCHAR NOT NULL
);

CREATE TABLE resolved.article_entities (
    article_id VARCHAR NOT NULL,
    entity_id VARCHAR NOT NULL,
    mention_count INTEGER NOT NULL,
    in_title BOOLEAN NOT NULL,
    first_start_char INTEGER NOT NULL,
    resolve_version VARCHAR NOT NULL
);

CREATE TABLE resolved.article_duplicates (
    article_id VARCHAR NOT NULL,
    duplicate_of VARCHAR NOT NULL,
    resolve_version VARCHAR NOT NULL
);

CREATE TABLE resolved.event_clusters (
    event_id VARCHAR NOT NULL,
    cluster_id VARCHAR NOT NULL,
    resolve_version VARCHAR NOT NULL
);

CREATE TABLE resolved.watchlist_matches (
    match_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    entity_key VARCHAR NOT NULL,
    entity_id VARCHAR NOT NULL,
    list VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    score REAL NOT NULL,
    matched_name VARCHAR NOT NULL,
    list_name VARCHAR NOT NULL,
    features MAP(VARCHAR, DOUBLE) NOT NULL,
    explanation VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    resolve_version VARCHAR NOT NULL
);

CREATE TABLE ops.review_decisions (
    entity_key VARCHAR NOT NULL,
    list VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    article_id VARCHAR,
    decision VARCHAR NOT NULL,
    decided_by VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    note VARCHAR
);

CREATE TABLE lists.watchlist_snapshots (
    snapshot_id VARCHAR NOT NULL,
    list VARCHAR NOT NULL,
    published_on DATE NOT NULL,
    sha256 VARCHAR NOT NULL,
    reader VARCHAR NOT NULL,
    uri VARCHAR NOT NULL,
    entry_count INTEGER NOT NULL,
    orphans INTEGER NOT NULL
);

CREATE TABLE lists.watchlist_entries (
    list VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    from_snapshot VARCHAR NOT NULL,
    to_snapshot VARCHAR,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    programs VARCHAR[] NOT NULL,
    measures VARCHAR[] NOT NULL,
    listed_on DATE,
    delisted_on DATE,
    birth_date VARCHAR,
    countries VARCHAR[] NOT NULL,
    positions VARCHAR[] NOT NULL,
    identifiers VARCHAR[] NOT NULL,
    reason VARCHAR,
    remarks VARCHAR
);

CREATE TABLE lists.watchlist_names (
    list VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    script VARCHAR,
    from_snapshot VARCHAR NOT NULL,
    to_snapshot VARCHAR
);

CREATE TABLE lists.listing_periods (
    list VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    first_listed DATE NOT NULL,
    listed_after DATE,
    last_listed DATE NOT NULL,
    delisted_before DATE,
    precision VARCHAR NOT NULL
);

CREATE TABLE ops.runs (
    run_id VARCHAR NOT NULL,
    flow_run_id VARCHAR,
    flow VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    status VARCHAR NOT NULL,
    versions MAP(VARCHAR, VARCHAR) NOT NULL,
    articles_in INTEGER,
    articles_loaded INTEGER,
    articles_unchanged INTEGER,
    rejects INTEGER,
    seconds MAP(VARCHAR, DOUBLE) NOT NULL
);

CREATE TABLE ops.batches (
    batch_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    article_count INTEGER NOT NULL,
    versions MAP(VARCHAR, VARCHAR) NOT NULL
);

CREATE TABLE ops.rejects (
    reject_id VARCHAR NOT NULL,
    uri VARCHAR NOT NULL,
    record_key VARCHAR,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    resolved_at TIMESTAMP
);
