-- Which versions made these rows, as one line that can be compared?
CREATE OR REPLACE MACRO ops.versions_text(versions) AS
    ARRAY_TO_STRING(
        LIST_TRANSFORM(LIST_SORT(MAP_ENTRIES(versions)), LAMBDA e: e.key || '=' || e.value),
        '; '
    );
