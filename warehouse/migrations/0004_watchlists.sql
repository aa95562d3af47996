-- What is kept of official lists so that their tables can be concluded, whatever came first?

-- Every version of an entry, by the hash of all that it says.
CREATE TABLE ops.entry_versions (
    list VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
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
    remarks VARCHAR,
    names STRUCT(name VARCHAR, type VARCHAR, script VARCHAR)[] NOT NULL
);

-- Which version of which entries a snapshot holds.
CREATE TABLE ops.snapshot_entries (
    snapshot_id VARCHAR NOT NULL,
    list VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    version VARCHAR NOT NULL
);

-- Names by which entries and entities find each other. `side` is list or news; `class` is person,
-- organization, vessel, aircraft or other: names of different classes are never compared.
CREATE SEQUENCE ops.name_ids;

CREATE TABLE ops.matched_names (
    name_id BIGINT NOT NULL DEFAULT NEXTVAL('ops.name_ids'),
    side VARCHAR NOT NULL,
    class VARCHAR NOT NULL,
    name VARCHAR NOT NULL
);

CREATE TABLE ops.name_keys (
    name_id BIGINT NOT NULL,
    side VARCHAR NOT NULL,
    class VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    weight REAL NOT NULL
);

-- Likeness of a name in the news to a name on a list, scored once; pairs too unlike are not kept.
CREATE TABLE ops.name_likeness (
    class VARCHAR NOT NULL,
    called VARCHAR NOT NULL,
    list_name VARCHAR NOT NULL,
    score DOUBLE NOT NULL
);

-- Entries that changed, and articles whose matches are out of date.
CREATE TABLE ops.pending_entries (
    list VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL
);

CREATE TABLE ops.pending_matches (
    article_id VARCHAR NOT NULL
);
