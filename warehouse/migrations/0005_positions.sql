-- How far had a file been read whose run was killed in its middle?

-- One row a source and file, gone when the file has been read whole. The first columns are those
-- of ops.files; `position` is the offset in bytes from which reading goes on, `articles` counts
-- the records before it, `is_final` says whether they would be read the same again, `began_at`
-- (UTC) is when the run that began to read the file did.
CREATE TABLE ops.positions (
    source VARCHAR NOT NULL,
    uri VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    ctime_ns BIGINT NOT NULL,
    inode UBIGINT NOT NULL,
    device UBIGINT NOT NULL,
    versions VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    articles INTEGER NOT NULL,
    is_final BOOLEAN NOT NULL,
    began_at TIMESTAMP NOT NULL,
    run_id VARCHAR NOT NULL,
    kept_at TIMESTAMP NOT NULL
);
