-- Of which files need nobody know any more how far they were read?
DELETE FROM ops.positions AS p
WHERE (p.source, p.uri) IN (
    SELECT (place.source, place.uri)
    FROM UNNEST($places::STRUCT(source VARCHAR, uri VARCHAR)[]) AS given (place)
);
