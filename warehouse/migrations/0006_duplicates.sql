-- What is remembered between runs so that near-duplicates are looked for among new articles alone?

-- Pairs of bodies of which one repeats the other, the smaller hash first.
CREATE TABLE ops.alike_bodies (
    one BIGINT NOT NULL,
    other BIGINT NOT NULL
);

-- Bodies that replaced articles had, with their bands.
CREATE TABLE ops.pending_bodies (
    body_hash BIGINT NOT NULL,
    bands BIGINT[] NOT NULL
);
