-- Which files have been read whole into the store, and in which state were they then?

-- One row a source and file. `size` is in bytes, times are nanoseconds since 1970; `versions` is
-- text as `ops.versions_text` gives it; `articles` counts the records that the file held.
CREATE TABLE ops.files (
    source VARCHAR NOT NULL,
    uri VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    ctime_ns BIGINT NOT NULL,
    inode UBIGINT NOT NULL,
    device UBIGINT NOT NULL,
    versions VARCHAR NOT NULL,
    articles INTEGER NOT NULL,
    run_id VARCHAR NOT NULL,
    read_at TIMESTAMP NOT NULL
);
