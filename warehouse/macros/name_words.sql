-- Which words does a name have, without case, accents and punctuation?
CREATE OR REPLACE MACRO ops.name_words(called) AS
    LIST_FILTER(
        REGEXP_SPLIT_TO_ARRAY(STRIP_ACCENTS(LOWER(called)), '[^\p{L}\p{M}\p{N}]+'),
        LAMBDA word: word <> ''
    );
