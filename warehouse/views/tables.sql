-- What does each table of docs/tables.md hold? Written by `python -m warehouse.docs`.

CREATE OR REPLACE VIEW main.articles AS
SELECT
    t.article_id,
    t.revision,
    t.source,
    t.uri,
    t.record_key,
    t.url,
    t.title,
    t.subtitle,
    t.authors,
    t.contributors,
    t.publisher,
    t.language,
    t.published_at,
    t.published_date,
    t.published_tz,
    t.published_precision,
    t.updated_at,
    t.dateline,
    t.text,
    t.word_count,
    t.content_hash,
    t.raw_sha256,
    t.fetched_at,
    t.reader,
    t.repairs,
    t.flags,
    c.duplicate_of AS duplicate_of,
    t.batch_id
FROM facts.articles AS t
LEFT JOIN resolved.article_duplicates AS c
    ON c.article_id = t.article_id;

COMMENT ON TABLE facts.articles IS 'One row an article, its newest revision.';
COMMENT ON COLUMN facts.articles.article_id IS 'Hash of the canonical URL; without one, of source, file and record.';
COMMENT ON COLUMN facts.articles.revision IS '1 for the first text seen, 2 for the next, …';
COMMENT ON COLUMN facts.articles.source IS 'Name of the source in sources.toml, or `adhoc`.';
COMMENT ON COLUMN facts.articles.uri IS 'Where the bytes came from.';
COMMENT ON COLUMN facts.articles.record_key IS 'Id inside a multi-record file; null for a file of one record.';
COMMENT ON COLUMN facts.articles.url IS 'The article''s canonical address.';
COMMENT ON COLUMN facts.articles.title IS 'The title as printed; null where there is none.';
COMMENT ON COLUMN facts.articles.subtitle IS 'The line under the title.';
COMMENT ON COLUMN facts.articles.authors IS 'Who wrote it, as named in the byline.';
COMMENT ON COLUMN facts.articles.contributors IS 'Who is named as having contributed.';
COMMENT ON COLUMN facts.articles.publisher IS 'Who published it.';
COMMENT ON COLUMN facts.articles.language IS 'ISO 639-1 code of the text''s language.';
COMMENT ON COLUMN facts.articles.published_at IS 'When it was published, UTC.';
COMMENT ON COLUMN facts.articles.published_date IS 'The publisher''s local day of publication.';
COMMENT ON COLUMN facts.articles.published_tz IS 'The time zone that the page gives, as `+HH:MM` or a name.';
COMMENT ON COLUMN facts.articles.published_precision IS 'How exactly the time is known.';
COMMENT ON COLUMN facts.articles.updated_at IS 'When it was last updated, UTC.';
COMMENT ON COLUMN facts.articles.dateline IS 'The place and day that the report opens with.';
COMMENT ON COLUMN facts.articles.text IS 'The article: its blocks in order, a blank line between.';
COMMENT ON COLUMN facts.articles.word_count IS 'Words without repeats and boilerplate.';
COMMENT ON COLUMN facts.articles.content_hash IS 'SHA-256 of the decoded record, before layout.';
COMMENT ON COLUMN facts.articles.raw_sha256 IS 'SHA-256 of the file''s bytes.';
COMMENT ON COLUMN facts.articles.fetched_at IS 'When the bytes came: the feed''s word, else the file''s last change.';
COMMENT ON COLUMN facts.articles.reader IS 'Which reader read it: text, json_lines, html, …';
COMMENT ON COLUMN facts.articles.repairs IS 'What was repaired on reading, in order.';
COMMENT ON COLUMN facts.articles.flags IS 'What its page is, where it is more or less than an article.';
COMMENT ON COLUMN facts.articles.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.articles IS 'One row an article, its newest revision.';
COMMENT ON COLUMN main.articles.article_id IS 'Hash of the canonical URL; without one, of source, file and record.';
COMMENT ON COLUMN main.articles.revision IS '1 for the first text seen, 2 for the next, …';
COMMENT ON COLUMN main.articles.source IS 'Name of the source in sources.toml, or `adhoc`.';
COMMENT ON COLUMN main.articles.uri IS 'Where the bytes came from.';
COMMENT ON COLUMN main.articles.record_key IS 'Id inside a multi-record file; null for a file of one record.';
COMMENT ON COLUMN main.articles.url IS 'The article''s canonical address.';
COMMENT ON COLUMN main.articles.title IS 'The title as printed; null where there is none.';
COMMENT ON COLUMN main.articles.subtitle IS 'The line under the title.';
COMMENT ON COLUMN main.articles.authors IS 'Who wrote it, as named in the byline.';
COMMENT ON COLUMN main.articles.contributors IS 'Who is named as having contributed.';
COMMENT ON COLUMN main.articles.publisher IS 'Who published it.';
COMMENT ON COLUMN main.articles.language IS 'ISO 639-1 code of the text''s language.';
COMMENT ON COLUMN main.articles.published_at IS 'When it was published, UTC.';
COMMENT ON COLUMN main.articles.published_date IS 'The publisher''s local day of publication.';
COMMENT ON COLUMN main.articles.published_tz IS 'The time zone that the page gives, as `+HH:MM` or a name.';
COMMENT ON COLUMN main.articles.published_precision IS 'How exactly the time is known.';
COMMENT ON COLUMN main.articles.updated_at IS 'When it was last updated, UTC.';
COMMENT ON COLUMN main.articles.dateline IS 'The place and day that the report opens with.';
COMMENT ON COLUMN main.articles.text IS 'The article: its blocks in order, a blank line between.';
COMMENT ON COLUMN main.articles.word_count IS 'Words without repeats and boilerplate.';
COMMENT ON COLUMN main.articles.content_hash IS 'SHA-256 of the decoded record, before layout.';
COMMENT ON COLUMN main.articles.raw_sha256 IS 'SHA-256 of the file''s bytes.';
COMMENT ON COLUMN main.articles.fetched_at IS 'When the bytes came: the feed''s word, else the file''s last change.';
COMMENT ON COLUMN main.articles.reader IS 'Which reader read it: text, json_lines, html, …';
COMMENT ON COLUMN main.articles.repairs IS 'What was repaired on reading, in order.';
COMMENT ON COLUMN main.articles.flags IS 'What its page is, where it is more or less than an article.';
COMMENT ON COLUMN main.articles.duplicate_of IS 'Earliest near-duplicate''s article_id.';
COMMENT ON COLUMN main.articles.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.article_revisions AS
SELECT
    t.article_id,
    t.revision,
    t.content_hash,
    t.updated_at,
    t.batch_id
FROM facts.article_revisions AS t;

COMMENT ON TABLE facts.article_revisions IS 'Every text that an article has had.';
COMMENT ON COLUMN facts.article_revisions.article_id IS 'The article.';
COMMENT ON COLUMN facts.article_revisions.revision IS '1 for the first, counted up.';
COMMENT ON COLUMN facts.article_revisions.content_hash IS 'SHA-256 of the decoded record.';
COMMENT ON COLUMN facts.article_revisions.updated_at IS 'When the revision says it was updated, UTC.';
COMMENT ON COLUMN facts.article_revisions.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.article_revisions IS 'Every text that an article has had.';
COMMENT ON COLUMN main.article_revisions.article_id IS 'The article.';
COMMENT ON COLUMN main.article_revisions.revision IS '1 for the first, counted up.';
COMMENT ON COLUMN main.article_revisions.content_hash IS 'SHA-256 of the decoded record.';
COMMENT ON COLUMN main.article_revisions.updated_at IS 'When the revision says it was updated, UTC.';
COMMENT ON COLUMN main.article_revisions.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.blocks AS
SELECT
    t.article_id,
    t.ordinal,
    t.kind,
    t.start_char,
    t.end_char,
    t.duplicate_of,
    t.batch_id
FROM facts.blocks AS t;

COMMENT ON TABLE facts.blocks IS 'The parts of an article''s text, in order.';
COMMENT ON COLUMN facts.blocks.article_id IS 'The article.';
COMMENT ON COLUMN facts.blocks.ordinal IS 'Place in the text, from 0; a title is always 0.';
COMMENT ON COLUMN facts.blocks.kind IS 'What the part is.';
COMMENT ON COLUMN facts.blocks.start_char IS 'First code point of the block in `articles.text`.';
COMMENT ON COLUMN facts.blocks.end_char IS 'One past the last code point of the block.';
COMMENT ON COLUMN facts.blocks.duplicate_of IS 'Ordinal of the block that it repeats.';
COMMENT ON COLUMN facts.blocks.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.blocks IS 'The parts of an article''s text, in order.';
COMMENT ON COLUMN main.blocks.article_id IS 'The article.';
COMMENT ON COLUMN main.blocks.ordinal IS 'Place in the text, from 0; a title is always 0.';
COMMENT ON COLUMN main.blocks.kind IS 'What the part is.';
COMMENT ON COLUMN main.blocks.start_char IS 'First code point of the block in `articles.text`.';
COMMENT ON COLUMN main.blocks.end_char IS 'One past the last code point of the block.';
COMMENT ON COLUMN main.blocks.duplicate_of IS 'Ordinal of the block that it repeats.';
COMMENT ON COLUMN main.blocks.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.images AS
SELECT
    t.article_id,
    t.ordinal,
    t.caption,
    t.credit,
    t.batch_id
FROM facts.images AS t;

COMMENT ON TABLE facts.images IS 'The pictures of an article, each once.';
COMMENT ON COLUMN facts.images.article_id IS 'The article.';
COMMENT ON COLUMN facts.images.ordinal IS 'From 0, in the order of the text.';
COMMENT ON COLUMN facts.images.caption IS 'What the picture shows, without the credit.';
COMMENT ON COLUMN facts.images.credit IS 'Whom the picture is from, without brackets.';
COMMENT ON COLUMN facts.images.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.images IS 'The pictures of an article, each once.';
COMMENT ON COLUMN main.images.article_id IS 'The article.';
COMMENT ON COLUMN main.images.ordinal IS 'From 0, in the order of the text.';
COMMENT ON COLUMN main.images.caption IS 'What the picture shows, without the credit.';
COMMENT ON COLUMN main.images.credit IS 'Whom the picture is from, without brackets.';
COMMENT ON COLUMN main.images.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.mentions AS
SELECT
    t.mention_id,
    t.article_id,
    t.start_char,
    t.end_char,
    t.surface,
    t.label,
    t.form,
    t.block,
    t.sentence,
    t.entity_key,
    c.entity_id AS entity_id,
    t.batch_id
FROM facts.mentions AS t
LEFT JOIN resolved.entity_keys AS c
    ON c.entity_key = t.entity_key;

COMMENT ON TABLE facts.mentions IS 'Every name in the text.';
COMMENT ON COLUMN facts.mentions.mention_id IS 'Hash of article, span and label.';
COMMENT ON COLUMN facts.mentions.article_id IS 'The article.';
COMMENT ON COLUMN facts.mentions.start_char IS 'First code point of the name in `articles.text`.';
COMMENT ON COLUMN facts.mentions.end_char IS 'One past the last code point of the name.';
COMMENT ON COLUMN facts.mentions.surface IS 'The words as they stand.';
COMMENT ON COLUMN facts.mentions.label IS 'What kind of name.';
COMMENT ON COLUMN facts.mentions.form IS 'How the name refers.';
COMMENT ON COLUMN facts.mentions.block IS 'Ordinal of the block it stands in.';
COMMENT ON COLUMN facts.mentions.sentence IS 'Ordinal of its sentence in the article, from 0.';
COMMENT ON COLUMN facts.mentions.entity_key IS 'Chain of the article it belongs to; null for dates and money.';
COMMENT ON COLUMN facts.mentions.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.mentions IS 'Every name in the text.';
COMMENT ON COLUMN main.mentions.mention_id IS 'Hash of article, span and label.';
COMMENT ON COLUMN main.mentions.article_id IS 'The article.';
COMMENT ON COLUMN main.mentions.start_char IS 'First code point of the name in `articles.text`.';
COMMENT ON COLUMN main.mentions.end_char IS 'One past the last code point of the name.';
COMMENT ON COLUMN main.mentions.surface IS 'The words as they stand.';
COMMENT ON COLUMN main.mentions.label IS 'What kind of name.';
COMMENT ON COLUMN main.mentions.form IS 'How the name refers.';
COMMENT ON COLUMN main.mentions.block IS 'Ordinal of the block it stands in.';
COMMENT ON COLUMN main.mentions.sentence IS 'Ordinal of its sentence in the article, from 0.';
COMMENT ON COLUMN main.mentions.entity_key IS 'Chain of the article it belongs to; null for dates and money.';
COMMENT ON COLUMN main.mentions.entity_id IS 'The entity across articles.';
COMMENT ON COLUMN main.mentions.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.chains AS
SELECT
    t.article_id,
    t.entity_key,
    t.kind,
    t.name,
    t.country,
    t.batch_id
FROM facts.chains AS t;

COMMENT ON TABLE facts.chains IS 'What an article calls an entity at its fullest: one row a chain of mentions.';
COMMENT ON COLUMN facts.chains.article_id IS 'The article.';
COMMENT ON COLUMN facts.chains.entity_key IS 'Hash of kind and fullest normalised name.';
COMMENT ON COLUMN facts.chains.kind IS 'What it is.';
COMMENT ON COLUMN facts.chains.name IS 'Canonical name: the fullest in the article; states by their common name.';
COMMENT ON COLUMN facts.chains.country IS 'ISO 3166-1 alpha-2 in lower case, eu or un, where name or text tell.';
COMMENT ON COLUMN facts.chains.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.chains IS 'What an article calls an entity at its fullest: one row a chain of mentions.';
COMMENT ON COLUMN main.chains.article_id IS 'The article.';
COMMENT ON COLUMN main.chains.entity_key IS 'Hash of kind and fullest normalised name.';
COMMENT ON COLUMN main.chains.kind IS 'What it is.';
COMMENT ON COLUMN main.chains.name IS 'Canonical name: the fullest in the article; states by their common name.';
COMMENT ON COLUMN main.chains.country IS 'ISO 3166-1 alpha-2 in lower case, eu or un, where name or text tell.';
COMMENT ON COLUMN main.chains.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.roles AS
SELECT
    t.article_id,
    t.entity_key,
    c.entity_id AS entity_id,
    t.role,
    t.organization,
    t.country,
    t.start_char,
    t.end_char,
    t.batch_id
FROM facts.roles AS t
LEFT JOIN resolved.entity_keys AS c
    ON c.entity_key = t.entity_key;

COMMENT ON TABLE facts.roles IS 'What an article says that a person is.';
COMMENT ON COLUMN facts.roles.article_id IS 'The article.';
COMMENT ON COLUMN facts.roles.entity_key IS 'The person''s chain.';
COMMENT ON COLUMN facts.roles.role IS 'The role as written: `Chinese Defense Minister`.';
COMMENT ON COLUMN facts.roles.organization IS 'The organisation that the role names.';
COMMENT ON COLUMN facts.roles.country IS 'The country that the role names, ISO alpha-2 in lower case, eu or un.';
COMMENT ON COLUMN facts.roles.start_char IS 'First code point of the role in `articles.text`.';
COMMENT ON COLUMN facts.roles.end_char IS 'One past the last code point of the role.';
COMMENT ON COLUMN facts.roles.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.roles IS 'What an article says that a person is.';
COMMENT ON COLUMN main.roles.article_id IS 'The article.';
COMMENT ON COLUMN main.roles.entity_key IS 'The person''s chain.';
COMMENT ON COLUMN main.roles.entity_id IS 'The person across articles.';
COMMENT ON COLUMN main.roles.role IS 'The role as written: `Chinese Defense Minister`.';
COMMENT ON COLUMN main.roles.organization IS 'The organisation that the role names.';
COMMENT ON COLUMN main.roles.country IS 'The country that the role names, ISO alpha-2 in lower case, eu or un.';
COMMENT ON COLUMN main.roles.start_char IS 'First code point of the role in `articles.text`.';
COMMENT ON COLUMN main.roles.end_char IS 'One past the last code point of the role.';
COMMENT ON COLUMN main.roles.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.quotes AS
SELECT
    t.quote_id,
    t.article_id,
    t.start_char,
    t.end_char,
    t.kind,
    t.speaker_entity_key,
    c.entity_id AS speaker_entity_id,
    t.cue,
    t.batch_id
FROM facts.quotes AS t
LEFT JOIN resolved.entity_keys AS c
    ON c.entity_key = t.speaker_entity_key;

COMMENT ON TABLE facts.quotes IS 'What is quoted, and who said it.';
COMMENT ON COLUMN facts.quotes.quote_id IS 'Hash of article and span.';
COMMENT ON COLUMN facts.quotes.article_id IS 'The article.';
COMMENT ON COLUMN facts.quotes.start_char IS 'First code point of the quoted words in `articles.text`.';
COMMENT ON COLUMN facts.quotes.end_char IS 'One past the last code point of the quoted words.';
COMMENT ON COLUMN facts.quotes.kind IS 'How it is quoted.';
COMMENT ON COLUMN facts.quotes.speaker_entity_key IS 'The speaker''s chain.';
COMMENT ON COLUMN facts.quotes.cue IS 'The verb that reports it: `said`.';
COMMENT ON COLUMN facts.quotes.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.quotes IS 'What is quoted, and who said it.';
COMMENT ON COLUMN main.quotes.quote_id IS 'Hash of article and span.';
COMMENT ON COLUMN main.quotes.article_id IS 'The article.';
COMMENT ON COLUMN main.quotes.start_char IS 'First code point of the quoted words in `articles.text`.';
COMMENT ON COLUMN main.quotes.end_char IS 'One past the last code point of the quoted words.';
COMMENT ON COLUMN main.quotes.kind IS 'How it is quoted.';
COMMENT ON COLUMN main.quotes.speaker_entity_key IS 'The speaker''s chain.';
COMMENT ON COLUMN main.quotes.speaker_entity_id IS 'The speaker across articles.';
COMMENT ON COLUMN main.quotes.cue IS 'The verb that reports it: `said`.';
COMMENT ON COLUMN main.quotes.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.sanction_events AS
SELECT
    t.event_id,
    t.article_id,
    t.sentence_start,
    t.sentence_end,
    t.trigger_start,
    t.trigger_end,
    t.evidence,
    t.action,
    t.status,
    t.measures,
    t.program,
    t.reason,
    t.reason_start,
    t.reason_end,
    t.date_text,
    t.event_date,
    t.date_precision,
    t.date_method,
    t.jurisdiction_count,
    t.quote_id,
    t.same_as,
    t.rule,
    t.confidence,
    c.cluster_id AS cluster_id,
    t.batch_id
FROM facts.sanction_events AS t
LEFT JOIN resolved.event_clusters AS c
    ON c.event_id = t.event_id;

COMMENT ON TABLE facts.sanction_events IS 'One row a sanctions event that a sentence tells.';
COMMENT ON COLUMN facts.sanction_events.event_id IS 'Hash of article, trigger span, action and status.';
COMMENT ON COLUMN facts.sanction_events.article_id IS 'The article.';
COMMENT ON COLUMN facts.sanction_events.sentence_start IS 'First code point of the sentence.';
COMMENT ON COLUMN facts.sanction_events.sentence_end IS 'One past its last code point.';
COMMENT ON COLUMN facts.sanction_events.trigger_start IS 'First code point of the word that tells it.';
COMMENT ON COLUMN facts.sanction_events.trigger_end IS 'One past its last code point.';
COMMENT ON COLUMN facts.sanction_events.evidence IS 'The sentence.';
COMMENT ON COLUMN facts.sanction_events.action IS 'What is done.';
COMMENT ON COLUMN facts.sanction_events.status IS 'Whether it is done.';
COMMENT ON COLUMN facts.sanction_events.measures IS 'By what means.';
COMMENT ON COLUMN facts.sanction_events.program IS 'Key of a known sanctions programme.';
COMMENT ON COLUMN facts.sanction_events.reason IS 'Why, in the text''s words.';
COMMENT ON COLUMN facts.sanction_events.reason_start IS 'First code point of the reason.';
COMMENT ON COLUMN facts.sanction_events.reason_end IS 'One past its last code point.';
COMMENT ON COLUMN facts.sanction_events.date_text IS 'The words that date the action.';
COMMENT ON COLUMN facts.sanction_events.event_date IS 'The day of the action; the first of a month or year.';
COMMENT ON COLUMN facts.sanction_events.date_precision IS 'How exactly the day is known.';
COMMENT ON COLUMN facts.sanction_events.date_method IS 'How the day was found.';
COMMENT ON COLUMN facts.sanction_events.jurisdiction_count IS 'In how many countries, where told.';
COMMENT ON COLUMN facts.sanction_events.quote_id IS 'The quote it stands in.';
COMMENT ON COLUMN facts.sanction_events.same_as IS 'The event of this article that it repeats.';
COMMENT ON COLUMN facts.sanction_events.rule IS 'What found it.';
COMMENT ON COLUMN facts.sanction_events.confidence IS 'Probability that action, status and all issuers and targets are right, 0 to 1.';
COMMENT ON COLUMN facts.sanction_events.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.sanction_events IS 'One row a sanctions event that a sentence tells.';
COMMENT ON COLUMN main.sanction_events.event_id IS 'Hash of article, trigger span, action and status.';
COMMENT ON COLUMN main.sanction_events.article_id IS 'The article.';
COMMENT ON COLUMN main.sanction_events.sentence_start IS 'First code point of the sentence.';
COMMENT ON COLUMN main.sanction_events.sentence_end IS 'One past its last code point.';
COMMENT ON COLUMN main.sanction_events.trigger_start IS 'First code point of the word that tells it.';
COMMENT ON COLUMN main.sanction_events.trigger_end IS 'One past its last code point.';
COMMENT ON COLUMN main.sanction_events.evidence IS 'The sentence.';
COMMENT ON COLUMN main.sanction_events.action IS 'What is done.';
COMMENT ON COLUMN main.sanction_events.status IS 'Whether it is done.';
COMMENT ON COLUMN main.sanction_events.measures IS 'By what means.';
COMMENT ON COLUMN main.sanction_events.program IS 'Key of a known sanctions programme.';
COMMENT ON COLUMN main.sanction_events.reason IS 'Why, in the text''s words.';
COMMENT ON COLUMN main.sanction_events.reason_start IS 'First code point of the reason.';
COMMENT ON COLUMN main.sanction_events.reason_end IS 'One past its last code point.';
COMMENT ON COLUMN main.sanction_events.date_text IS 'The words that date the action.';
COMMENT ON COLUMN main.sanction_events.event_date IS 'The day of the action; the first of a month or year.';
COMMENT ON COLUMN main.sanction_events.date_precision IS 'How exactly the day is known.';
COMMENT ON COLUMN main.sanction_events.date_method IS 'How the day was found.';
COMMENT ON COLUMN main.sanction_events.jurisdiction_count IS 'In how many countries, where told.';
COMMENT ON COLUMN main.sanction_events.quote_id IS 'The quote it stands in.';
COMMENT ON COLUMN main.sanction_events.same_as IS 'The event of this article that it repeats.';
COMMENT ON COLUMN main.sanction_events.rule IS 'What found it.';
COMMENT ON COLUMN main.sanction_events.confidence IS 'Probability that action, status and all issuers and targets are right, 0 to 1.';
COMMENT ON COLUMN main.sanction_events.cluster_id IS 'The same event across articles.';
COMMENT ON COLUMN main.sanction_events.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.sanction_parties AS
SELECT
    t.event_id,
    t.role,
    t.ordinal,
    t.stance,
    t.name,
    t.named,
    t.country,
    t.entity_key,
    c.entity_id AS entity_id,
    t.authority,
    t.start_char,
    t.end_char,
    t.batch_id
FROM facts.sanction_parties AS t
LEFT JOIN resolved.entity_keys AS c
    ON c.entity_key = t.entity_key;

COMMENT ON TABLE facts.sanction_parties IS 'Who takes part in a sanctions event.';
COMMENT ON COLUMN facts.sanction_parties.event_id IS 'The event.';
COMMENT ON COLUMN facts.sanction_parties.role IS 'In which role.';
COMMENT ON COLUMN facts.sanction_parties.ordinal IS 'From 0 within event and role.';
COMMENT ON COLUMN facts.sanction_parties.stance IS 'What an actor does; null for others.';
COMMENT ON COLUMN facts.sanction_parties.name IS 'Canonical name, or the group''s words.';
COMMENT ON COLUMN facts.sanction_parties.named IS 'False for a group: `Iranian banks`.';
COMMENT ON COLUMN facts.sanction_parties.country IS 'ISO 3166-1 alpha-2 in lower case, eu or un.';
COMMENT ON COLUMN facts.sanction_parties.entity_key IS 'The chain, where the party is named in the article.';
COMMENT ON COLUMN facts.sanction_parties.authority IS 'An issuer''s authority: us_ofac, eu_council, zz_unsc, …';
COMMENT ON COLUMN facts.sanction_parties.start_char IS 'First code point of the party''s words in `articles.text`.';
COMMENT ON COLUMN facts.sanction_parties.end_char IS 'One past the last code point of the party''s words.';
COMMENT ON COLUMN facts.sanction_parties.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.sanction_parties IS 'Who takes part in a sanctions event.';
COMMENT ON COLUMN main.sanction_parties.event_id IS 'The event.';
COMMENT ON COLUMN main.sanction_parties.role IS 'In which role.';
COMMENT ON COLUMN main.sanction_parties.ordinal IS 'From 0 within event and role.';
COMMENT ON COLUMN main.sanction_parties.stance IS 'What an actor does; null for others.';
COMMENT ON COLUMN main.sanction_parties.name IS 'Canonical name, or the group''s words.';
COMMENT ON COLUMN main.sanction_parties.named IS 'False for a group: `Iranian banks`.';
COMMENT ON COLUMN main.sanction_parties.country IS 'ISO 3166-1 alpha-2 in lower case, eu or un.';
COMMENT ON COLUMN main.sanction_parties.entity_key IS 'The chain, where the party is named in the article.';
COMMENT ON COLUMN main.sanction_parties.entity_id IS 'The entity across articles.';
COMMENT ON COLUMN main.sanction_parties.authority IS 'An issuer''s authority: us_ofac, eu_council, zz_unsc, …';
COMMENT ON COLUMN main.sanction_parties.start_char IS 'First code point of the party''s words in `articles.text`.';
COMMENT ON COLUMN main.sanction_parties.end_char IS 'One past the last code point of the party''s words.';
COMMENT ON COLUMN main.sanction_parties.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.sanction_counts AS
SELECT
    t.event_id,
    t.ordinal,
    t.low,
    t.high,
    t.qualifier,
    t.unit,
    t.scope,
    t.start_char,
    t.end_char,
    t.batch_id
FROM facts.sanction_counts AS t;

COMMENT ON TABLE facts.sanction_counts IS 'Numbers told with a sanctions event, side by side where they conflict.';
COMMENT ON COLUMN facts.sanction_counts.event_id IS 'The event.';
COMMENT ON COLUMN facts.sanction_counts.ordinal IS 'From 0 within the event.';
COMMENT ON COLUMN facts.sanction_counts.low IS 'The number, or the lower of two.';
COMMENT ON COLUMN facts.sanction_counts.high IS 'The higher of two; null else.';
COMMENT ON COLUMN facts.sanction_counts.qualifier IS 'How the number is meant.';
COMMENT ON COLUMN facts.sanction_counts.unit IS 'What is counted: `entities and individuals`.';
COMMENT ON COLUMN facts.sanction_counts.scope IS 'What the count is of.';
COMMENT ON COLUMN facts.sanction_counts.start_char IS 'First code point of the number and its unit in `articles.text`.';
COMMENT ON COLUMN facts.sanction_counts.end_char IS 'One past the last code point of the number and its unit.';
COMMENT ON COLUMN facts.sanction_counts.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.sanction_counts IS 'Numbers told with a sanctions event, side by side where they conflict.';
COMMENT ON COLUMN main.sanction_counts.event_id IS 'The event.';
COMMENT ON COLUMN main.sanction_counts.ordinal IS 'From 0 within the event.';
COMMENT ON COLUMN main.sanction_counts.low IS 'The number, or the lower of two.';
COMMENT ON COLUMN main.sanction_counts.high IS 'The higher of two; null else.';
COMMENT ON COLUMN main.sanction_counts.qualifier IS 'How the number is meant.';
COMMENT ON COLUMN main.sanction_counts.unit IS 'What is counted: `entities and individuals`.';
COMMENT ON COLUMN main.sanction_counts.scope IS 'What the count is of.';
COMMENT ON COLUMN main.sanction_counts.start_char IS 'First code point of the number and its unit in `articles.text`.';
COMMENT ON COLUMN main.sanction_counts.end_char IS 'One past the last code point of the number and its unit.';
COMMENT ON COLUMN main.sanction_counts.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.article_signatures AS
SELECT
    t.article_id,
    t.body_hash,
    t.shingles,
    t.minhash,
    t.bands,
    t.batch_id
FROM facts.article_signatures AS t;

COMMENT ON TABLE facts.article_signatures IS 'What near-duplicates are found by: of every article whose body has words.';
COMMENT ON COLUMN facts.article_signatures.article_id IS 'The article.';
COMMENT ON COLUMN facts.article_signatures.body_hash IS 'Hash of the body''s words, without case and punctuation.';
COMMENT ON COLUMN facts.article_signatures.shingles IS 'Different runs of words in the body.';
COMMENT ON COLUMN facts.article_signatures.minhash IS 'MinHash of those runs: the low 8 bits of each.';
COMMENT ON COLUMN facts.article_signatures.bands IS 'Hashes of its bands.';
COMMENT ON COLUMN facts.article_signatures.batch_id IS 'The batch that loaded the row.';
COMMENT ON VIEW main.article_signatures IS 'What near-duplicates are found by: of every article whose body has words.';
COMMENT ON COLUMN main.article_signatures.article_id IS 'The article.';
COMMENT ON COLUMN main.article_signatures.body_hash IS 'Hash of the body''s words, without case and punctuation.';
COMMENT ON COLUMN main.article_signatures.shingles IS 'Different runs of words in the body.';
COMMENT ON COLUMN main.article_signatures.minhash IS 'MinHash of those runs: the low 8 bits of each.';
COMMENT ON COLUMN main.article_signatures.bands IS 'Hashes of its bands.';
COMMENT ON COLUMN main.article_signatures.batch_id IS 'The batch that loaded the row.';

CREATE OR REPLACE VIEW main.entities AS
SELECT
    t.entity_id,
    t.name,
    t.kind,
    t.country,
    t.aliases,
    t.article_count,
    t.first_published,
    t.last_published,
    t.resolve_version
FROM resolved.entities AS t;

COMMENT ON TABLE resolved.entities IS 'People, organisations, countries and places across all articles.';
COMMENT ON COLUMN resolved.entities.entity_id IS 'Hash that does not depend on the order of arrival.';
COMMENT ON COLUMN resolved.entities.name IS 'The name most used at its fullest.';
COMMENT ON COLUMN resolved.entities.kind IS 'What it is.';
COMMENT ON COLUMN resolved.entities.country IS 'ISO 3166-1 alpha-2 in lower case, eu or un.';
COMMENT ON COLUMN resolved.entities.aliases IS 'Other names it goes by in the articles, sorted.';
COMMENT ON COLUMN resolved.entities.article_count IS 'Articles that name it.';
COMMENT ON COLUMN resolved.entities.first_published IS 'Day of the earliest article that names it.';
COMMENT ON COLUMN resolved.entities.last_published IS 'Day of the newest article that names it.';
COMMENT ON COLUMN resolved.entities.resolve_version IS 'Version of the rules that concluded it.';
COMMENT ON VIEW main.entities IS 'People, organisations, countries and places across all articles.';
COMMENT ON COLUMN main.entities.entity_id IS 'Hash that does not depend on the order of arrival.';
COMMENT ON COLUMN main.entities.name IS 'The name most used at its fullest.';
COMMENT ON COLUMN main.entities.kind IS 'What it is.';
COMMENT ON COLUMN main.entities.country IS 'ISO 3166-1 alpha-2 in lower case, eu or un.';
COMMENT ON COLUMN main.entities.aliases IS 'Other names it goes by in the articles, sorted.';
COMMENT ON COLUMN main.entities.article_count IS 'Articles that name it.';
COMMENT ON COLUMN main.entities.first_published IS 'Day of the earliest article that names it.';
COMMENT ON COLUMN main.entities.last_published IS 'Day of the newest article that names it.';
COMMENT ON COLUMN main.entities.resolve_version IS 'Version of the rules that concluded it.';

CREATE OR REPLACE VIEW main.entity_keys AS
SELECT
    t.entity_key,
    t.entity_id,
    t.resolve_version
FROM resolved.entity_keys AS t;

COMMENT ON TABLE resolved.entity_keys IS 'Which entity a chain of an article belongs to.';
COMMENT ON COLUMN resolved.entity_keys.entity_key IS 'Hash of kind and fullest normalised name.';
COMMENT ON COLUMN resolved.entity_keys.entity_id IS 'The entity.';
COMMENT ON COLUMN resolved.entity_keys.resolve_version IS 'Version of the rules that concluded it.';
COMMENT ON VIEW main.entity_keys IS 'Which entity a chain of an article belongs to.';
COMMENT ON COLUMN main.entity_keys.entity_key IS 'Hash of kind and fullest normalised name.';
COMMENT ON COLUMN main.entity_keys.entity_id IS 'The entity.';
COMMENT ON COLUMN main.entity_keys.resolve_version IS 'Version of the rules that concluded it.';

CREATE OR REPLACE VIEW main.article_entities AS
SELECT
    t.article_id,
    t.entity_id,
    t.mention_count,
    t.in_title,
    t.first_start_char,
    t.resolve_version
FROM resolved.article_entities AS t;

COMMENT ON TABLE resolved.article_entities IS 'Which entities an article names.';
COMMENT ON COLUMN resolved.article_entities.article_id IS 'The article.';
COMMENT ON COLUMN resolved.article_entities.entity_id IS 'The entity.';
COMMENT ON COLUMN resolved.article_entities.mention_count IS 'Mentions, without those in repeated blocks.';
COMMENT ON COLUMN resolved.article_entities.in_title IS 'Whether the title names it.';
COMMENT ON COLUMN resolved.article_entities.first_start_char IS 'Where it is first named.';
COMMENT ON COLUMN resolved.article_entities.resolve_version IS 'Version of the rules that concluded it.';
COMMENT ON VIEW main.article_entities IS 'Which entities an article names.';
COMMENT ON COLUMN main.article_entities.article_id IS 'The article.';
COMMENT ON COLUMN main.article_entities.entity_id IS 'The entity.';
COMMENT ON COLUMN main.article_entities.mention_count IS 'Mentions, without those in repeated blocks.';
COMMENT ON COLUMN main.article_entities.in_title IS 'Whether the title names it.';
COMMENT ON COLUMN main.article_entities.first_start_char IS 'Where it is first named.';
COMMENT ON COLUMN main.article_entities.resolve_version IS 'Version of the rules that concluded it.';

CREATE OR REPLACE VIEW main.article_duplicates AS
SELECT
    t.article_id,
    t.duplicate_of,
    t.resolve_version
FROM resolved.article_duplicates AS t;

COMMENT ON TABLE resolved.article_duplicates IS 'Articles that repeat an earlier one nearly word for word.';
COMMENT ON COLUMN resolved.article_duplicates.article_id IS 'The article.';
COMMENT ON COLUMN resolved.article_duplicates.duplicate_of IS 'The earliest article of the same text.';
COMMENT ON COLUMN resolved.article_duplicates.resolve_version IS 'Version of the rules that concluded it.';
COMMENT ON VIEW main.article_duplicates IS 'Articles that repeat an earlier one nearly word for word.';
COMMENT ON COLUMN main.article_duplicates.article_id IS 'The article.';
COMMENT ON COLUMN main.article_duplicates.duplicate_of IS 'The earliest article of the same text.';
COMMENT ON COLUMN main.article_duplicates.resolve_version IS 'Version of the rules that concluded it.';

CREATE OR REPLACE VIEW main.event_clusters AS
SELECT
    t.event_id,
    t.cluster_id,
    t.resolve_version
FROM resolved.event_clusters AS t;

COMMENT ON TABLE resolved.event_clusters IS 'Which event of the world a sanctions event tells.';
COMMENT ON COLUMN resolved.event_clusters.event_id IS 'The sanctions event.';
COMMENT ON COLUMN resolved.event_clusters.cluster_id IS 'The event across articles.';
COMMENT ON COLUMN resolved.event_clusters.resolve_version IS 'Version of the rules that concluded it.';
COMMENT ON VIEW main.event_clusters IS 'Which event of the world a sanctions event tells.';
COMMENT ON COLUMN main.event_clusters.event_id IS 'The sanctions event.';
COMMENT ON COLUMN main.event_clusters.cluster_id IS 'The event across articles.';
COMMENT ON COLUMN main.event_clusters.resolve_version IS 'Version of the rules that concluded it.';

CREATE OR REPLACE VIEW main.watchlist_matches AS
SELECT
    t.match_id,
    t.article_id,
    t.entity_key,
    t.entity_id,
    t.list,
    t.entry_id,
    t.score,
    t.matched_name,
    t.list_name,
    t.features,
    t.explanation,
    t.decision,
    t.resolve_version
FROM resolved.watchlist_matches AS t;

COMMENT ON TABLE resolved.watchlist_matches IS 'Entities of an article that an official list may name: one row a match in an article.';
COMMENT ON COLUMN resolved.watchlist_matches.match_id IS 'What `sanctograph review` calls it.';
COMMENT ON COLUMN resolved.watchlist_matches.article_id IS 'The article whose evidence decided.';
COMMENT ON COLUMN resolved.watchlist_matches.entity_key IS 'The chain of the article that matches.';
COMMENT ON COLUMN resolved.watchlist_matches.entity_id IS 'The entity.';
COMMENT ON COLUMN resolved.watchlist_matches.list IS 'The list.';
COMMENT ON COLUMN resolved.watchlist_matches.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN resolved.watchlist_matches.score IS 'Likeness of the names, 0 to 1.';
COMMENT ON COLUMN resolved.watchlist_matches.matched_name IS 'The article''s name.';
COMMENT ON COLUMN resolved.watchlist_matches.list_name IS 'The list''s name.';
COMMENT ON COLUMN resolved.watchlist_matches.features IS 'Evidence for and against, by name.';
COMMENT ON COLUMN resolved.watchlist_matches.explanation IS 'One plain sentence.';
COMMENT ON COLUMN resolved.watchlist_matches.decision IS 'What came of it.';
COMMENT ON COLUMN resolved.watchlist_matches.resolve_version IS 'Version of the rules that concluded it.';
COMMENT ON VIEW main.watchlist_matches IS 'Entities of an article that an official list may name: one row a match in an article.';
COMMENT ON COLUMN main.watchlist_matches.match_id IS 'What `sanctograph review` calls it.';
COMMENT ON COLUMN main.watchlist_matches.article_id IS 'The article whose evidence decided.';
COMMENT ON COLUMN main.watchlist_matches.entity_key IS 'The chain of the article that matches.';
COMMENT ON COLUMN main.watchlist_matches.entity_id IS 'The entity.';
COMMENT ON COLUMN main.watchlist_matches.list IS 'The list.';
COMMENT ON COLUMN main.watchlist_matches.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN main.watchlist_matches.score IS 'Likeness of the names, 0 to 1.';
COMMENT ON COLUMN main.watchlist_matches.matched_name IS 'The article''s name.';
COMMENT ON COLUMN main.watchlist_matches.list_name IS 'The list''s name.';
COMMENT ON COLUMN main.watchlist_matches.features IS 'Evidence for and against, by name.';
COMMENT ON COLUMN main.watchlist_matches.explanation IS 'One plain sentence.';
COMMENT ON COLUMN main.watchlist_matches.decision IS 'What came of it.';
COMMENT ON COLUMN main.watchlist_matches.resolve_version IS 'Version of the rules that concluded it.';

CREATE OR REPLACE VIEW main.review_decisions AS
SELECT
    t.entity_key,
    t.list,
    t.entry_id,
    t.article_id,
    t.decision,
    t.decided_by,
    t.decided_at,
    t.note
FROM ops.review_decisions AS t;

COMMENT ON TABLE ops.review_decisions IS 'What people decided on matches; append-only, the one table that cannot be rebuilt.';
COMMENT ON COLUMN ops.review_decisions.entity_key IS 'The chain decided on.';
COMMENT ON COLUMN ops.review_decisions.list IS 'The list.';
COMMENT ON COLUMN ops.review_decisions.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN ops.review_decisions.article_id IS 'Where it holds; null = everywhere.';
COMMENT ON COLUMN ops.review_decisions.decision IS 'The decision.';
COMMENT ON COLUMN ops.review_decisions.decided_by IS 'Who decided.';
COMMENT ON COLUMN ops.review_decisions.decided_at IS 'When, UTC.';
COMMENT ON COLUMN ops.review_decisions.note IS 'Why.';
COMMENT ON VIEW main.review_decisions IS 'What people decided on matches; append-only, the one table that cannot be rebuilt.';
COMMENT ON COLUMN main.review_decisions.entity_key IS 'The chain decided on.';
COMMENT ON COLUMN main.review_decisions.list IS 'The list.';
COMMENT ON COLUMN main.review_decisions.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN main.review_decisions.article_id IS 'Where it holds; null = everywhere.';
COMMENT ON COLUMN main.review_decisions.decision IS 'The decision.';
COMMENT ON COLUMN main.review_decisions.decided_by IS 'Who decided.';
COMMENT ON COLUMN main.review_decisions.decided_at IS 'When, UTC.';
COMMENT ON COLUMN main.review_decisions.note IS 'Why.';

CREATE OR REPLACE VIEW main.watchlist_snapshots AS
SELECT
    t.snapshot_id,
    t.list,
    t.published_on,
    t.sha256,
    t.reader,
    t.uri,
    t.entry_count,
    t.orphans
FROM lists.watchlist_snapshots AS t;

COMMENT ON TABLE lists.watchlist_snapshots IS 'Official lists as loaded, one row a list and day.';
COMMENT ON COLUMN lists.watchlist_snapshots.snapshot_id IS 'Hash of list, day and content.';
COMMENT ON COLUMN lists.watchlist_snapshots.list IS 'The list.';
COMMENT ON COLUMN lists.watchlist_snapshots.published_on IS 'The day that the list is of.';
COMMENT ON COLUMN lists.watchlist_snapshots.sha256 IS 'SHA-256 of the files.';
COMMENT ON COLUMN lists.watchlist_snapshots.reader IS 'Version of the code that read it.';
COMMENT ON COLUMN lists.watchlist_snapshots.uri IS 'Where it came from.';
COMMENT ON COLUMN lists.watchlist_snapshots.entry_count IS 'Entries in it.';
COMMENT ON COLUMN lists.watchlist_snapshots.orphans IS 'Alias rows without an entry: dropped, counted.';
COMMENT ON VIEW main.watchlist_snapshots IS 'Official lists as loaded, one row a list and day.';
COMMENT ON COLUMN main.watchlist_snapshots.snapshot_id IS 'Hash of list, day and content.';
COMMENT ON COLUMN main.watchlist_snapshots.list IS 'The list.';
COMMENT ON COLUMN main.watchlist_snapshots.published_on IS 'The day that the list is of.';
COMMENT ON COLUMN main.watchlist_snapshots.sha256 IS 'SHA-256 of the files.';
COMMENT ON COLUMN main.watchlist_snapshots.reader IS 'Version of the code that read it.';
COMMENT ON COLUMN main.watchlist_snapshots.uri IS 'Where it came from.';
COMMENT ON COLUMN main.watchlist_snapshots.entry_count IS 'Entries in it.';
COMMENT ON COLUMN main.watchlist_snapshots.orphans IS 'Alias rows without an entry: dropped, counted.';

CREATE OR REPLACE VIEW main.watchlist_entries AS
SELECT
    t.list,
    t.entry_id,
    t.from_snapshot,
    t.to_snapshot,
    t.kind,
    t.name,
    t.programs,
    t.measures,
    t.listed_on,
    t.delisted_on,
    t.birth_date,
    t.countries,
    t.positions,
    t.identifiers,
    t.reason,
    t.remarks
FROM lists.watchlist_entries AS t;

COMMENT ON TABLE lists.watchlist_entries IS 'Entries of official lists, one row a version.';
COMMENT ON COLUMN lists.watchlist_entries.list IS 'The list.';
COMMENT ON COLUMN lists.watchlist_entries.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN lists.watchlist_entries.from_snapshot IS 'First snapshot with this version.';
COMMENT ON COLUMN lists.watchlist_entries.to_snapshot IS 'Last snapshot with it; null = the newest.';
COMMENT ON COLUMN lists.watchlist_entries.kind IS 'What is listed.';
COMMENT ON COLUMN lists.watchlist_entries.name IS 'The entry''s own name.';
COMMENT ON COLUMN lists.watchlist_entries.programs IS 'Programmes it is listed under.';
COMMENT ON COLUMN lists.watchlist_entries.measures IS 'What follows from the listing.';
COMMENT ON COLUMN lists.watchlist_entries.listed_on IS 'The day of listing, where the list gives it.';
COMMENT ON COLUMN lists.watchlist_entries.delisted_on IS 'The day of delisting, where the list gives it.';
COMMENT ON COLUMN lists.watchlist_entries.birth_date IS 'In EDTF (ISO 8601-2): `1958-02`, `1958~` (circa), `1957/1960`, `[1958,1960]`.';
COMMENT ON COLUMN lists.watchlist_entries.countries IS 'Nationalities and addresses, ISO alpha-2 lower case.';
COMMENT ON COLUMN lists.watchlist_entries.positions IS 'Offices and jobs, in the list''s words.';
COMMENT ON COLUMN lists.watchlist_entries.identifiers IS 'Such as `imo:9661792`, sorted.';
COMMENT ON COLUMN lists.watchlist_entries.reason IS 'Why it is listed, in the list''s words.';
COMMENT ON COLUMN lists.watchlist_entries.remarks IS 'Anything else that the list says.';
COMMENT ON VIEW main.watchlist_entries IS 'Entries of official lists, one row a version.';
COMMENT ON COLUMN main.watchlist_entries.list IS 'The list.';
COMMENT ON COLUMN main.watchlist_entries.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN main.watchlist_entries.from_snapshot IS 'First snapshot with this version.';
COMMENT ON COLUMN main.watchlist_entries.to_snapshot IS 'Last snapshot with it; null = the newest.';
COMMENT ON COLUMN main.watchlist_entries.kind IS 'What is listed.';
COMMENT ON COLUMN main.watchlist_entries.name IS 'The entry''s own name.';
COMMENT ON COLUMN main.watchlist_entries.programs IS 'Programmes it is listed under.';
COMMENT ON COLUMN main.watchlist_entries.measures IS 'What follows from the listing.';
COMMENT ON COLUMN main.watchlist_entries.listed_on IS 'The day of listing, where the list gives it.';
COMMENT ON COLUMN main.watchlist_entries.delisted_on IS 'The day of delisting, where the list gives it.';
COMMENT ON COLUMN main.watchlist_entries.birth_date IS 'In EDTF (ISO 8601-2): `1958-02`, `1958~` (circa), `1957/1960`, `[1958,1960]`.';
COMMENT ON COLUMN main.watchlist_entries.countries IS 'Nationalities and addresses, ISO alpha-2 lower case.';
COMMENT ON COLUMN main.watchlist_entries.positions IS 'Offices and jobs, in the list''s words.';
COMMENT ON COLUMN main.watchlist_entries.identifiers IS 'Such as `imo:9661792`, sorted.';
COMMENT ON COLUMN main.watchlist_entries.reason IS 'Why it is listed, in the list''s words.';
COMMENT ON COLUMN main.watchlist_entries.remarks IS 'Anything else that the list says.';

CREATE OR REPLACE VIEW main.watchlist_names AS
SELECT
    t.list,
    t.entry_id,
    t.name,
    t.type,
    t.script,
    t.from_snapshot,
    t.to_snapshot
FROM lists.watchlist_names AS t;

COMMENT ON TABLE lists.watchlist_names IS 'Names of listed entries; those of all versions are matched.';
COMMENT ON COLUMN lists.watchlist_names.list IS 'The list.';
COMMENT ON COLUMN lists.watchlist_names.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN lists.watchlist_names.name IS 'The name.';
COMMENT ON COLUMN lists.watchlist_names.type IS 'How good a name.';
COMMENT ON COLUMN lists.watchlist_names.script IS 'ISO 15924 code of its script.';
COMMENT ON COLUMN lists.watchlist_names.from_snapshot IS 'First snapshot with this version.';
COMMENT ON COLUMN lists.watchlist_names.to_snapshot IS 'Last snapshot with it; null = the newest.';
COMMENT ON VIEW main.watchlist_names IS 'Names of listed entries; those of all versions are matched.';
COMMENT ON COLUMN main.watchlist_names.list IS 'The list.';
COMMENT ON COLUMN main.watchlist_names.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN main.watchlist_names.name IS 'The name.';
COMMENT ON COLUMN main.watchlist_names.type IS 'How good a name.';
COMMENT ON COLUMN main.watchlist_names.script IS 'ISO 15924 code of its script.';
COMMENT ON COLUMN main.watchlist_names.from_snapshot IS 'First snapshot with this version.';
COMMENT ON COLUMN main.watchlist_names.to_snapshot IS 'Last snapshot with it; null = the newest.';

CREATE OR REPLACE VIEW main.listing_periods AS
SELECT
    t.list,
    t.entry_id,
    t.first_listed,
    t.listed_after,
    t.last_listed,
    t.delisted_before,
    t.precision
FROM lists.listing_periods AS t;

COMMENT ON TABLE lists.listing_periods IS 'When an entry was listed; between snapshots that differ the status is unknown.';
COMMENT ON COLUMN lists.listing_periods.list IS 'The list.';
COMMENT ON COLUMN lists.listing_periods.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN lists.listing_periods.first_listed IS 'First day known to be listed.';
COMMENT ON COLUMN lists.listing_periods.listed_after IS 'Last day known not to be listed.';
COMMENT ON COLUMN lists.listing_periods.last_listed IS 'Last day known to be listed.';
COMMENT ON COLUMN lists.listing_periods.delisted_before IS 'First day known not to be listed any more.';
COMMENT ON COLUMN lists.listing_periods.precision IS 'How the days are known.';
COMMENT ON VIEW main.listing_periods IS 'When an entry was listed; between snapshots that differ the status is unknown.';
COMMENT ON COLUMN main.listing_periods.list IS 'The list.';
COMMENT ON COLUMN main.listing_periods.entry_id IS 'The list''s own id of the entry.';
COMMENT ON COLUMN main.listing_periods.first_listed IS 'First day known to be listed.';
COMMENT ON COLUMN main.listing_periods.listed_after IS 'Last day known not to be listed.';
COMMENT ON COLUMN main.listing_periods.last_listed IS 'Last day known to be listed.';
COMMENT ON COLUMN main.listing_periods.delisted_before IS 'First day known not to be listed any more.';
COMMENT ON COLUMN main.listing_periods.precision IS 'How the days are known.';

CREATE OR REPLACE VIEW main.runs AS
SELECT
    t.run_id,
    t.flow_run_id,
    t.flow,
    t.started_at,
    t.finished_at,
    t.status,
    t.versions,
    t.articles_in,
    t.articles_loaded,
    t.articles_unchanged,
    t.rejects,
    t.seconds
FROM ops.runs AS t;

COMMENT ON TABLE ops.runs IS 'Every run of a flow.';
COMMENT ON COLUMN ops.runs.run_id IS 'The run.';
COMMENT ON COLUMN ops.runs.flow_run_id IS 'Prefect''s id of it; null for a local run.';
COMMENT ON COLUMN ops.runs.flow IS 'Which flow.';
COMMENT ON COLUMN ops.runs.started_at IS 'UTC.';
COMMENT ON COLUMN ops.runs.finished_at IS 'UTC; null while it runs.';
COMMENT ON COLUMN ops.runs.status IS 'How it stands.';
COMMENT ON COLUMN ops.runs.versions IS 'Hashes of extractor, model and all sources'' configuration; the resolve rules'' number.';
COMMENT ON COLUMN ops.runs.articles_in IS 'Records read.';
COMMENT ON COLUMN ops.runs.articles_loaded IS 'Articles new or changed, and loaded.';
COMMENT ON COLUMN ops.runs.articles_unchanged IS 'Records that were there already.';
COMMENT ON COLUMN ops.runs.rejects IS 'Records and files that this run could not read.';
COMMENT ON COLUMN ops.runs.seconds IS 'Wall seconds a stage.';
COMMENT ON VIEW main.runs IS 'Every run of a flow.';
COMMENT ON COLUMN main.runs.run_id IS 'The run.';
COMMENT ON COLUMN main.runs.flow_run_id IS 'Prefect''s id of it; null for a local run.';
COMMENT ON COLUMN main.runs.flow IS 'Which flow.';
COMMENT ON COLUMN main.runs.started_at IS 'UTC.';
COMMENT ON COLUMN main.runs.finished_at IS 'UTC; null while it runs.';
COMMENT ON COLUMN main.runs.status IS 'How it stands.';
COMMENT ON COLUMN main.runs.versions IS 'Hashes of extractor, model and all sources'' configuration; the resolve rules'' number.';
COMMENT ON COLUMN main.runs.articles_in IS 'Records read.';
COMMENT ON COLUMN main.runs.articles_loaded IS 'Articles new or changed, and loaded.';
COMMENT ON COLUMN main.runs.articles_unchanged IS 'Records that were there already.';
COMMENT ON COLUMN main.runs.rejects IS 'Records and files that this run could not read.';
COMMENT ON COLUMN main.runs.seconds IS 'Wall seconds a stage.';

CREATE OR REPLACE VIEW main.batches AS
SELECT
    t.batch_id,
    t.run_id,
    t.loaded_at,
    t.article_count,
    t.versions
FROM ops.batches AS t;

COMMENT ON TABLE ops.batches IS 'Every batch that was loaded.';
COMMENT ON COLUMN ops.batches.batch_id IS 'Hash of its articles, their texts and the versions.';
COMMENT ON COLUMN ops.batches.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN ops.batches.loaded_at IS 'UTC.';
COMMENT ON COLUMN ops.batches.article_count IS 'Articles in it.';
COMMENT ON COLUMN ops.batches.versions IS 'Extractor, model, configuration.';
COMMENT ON VIEW main.batches IS 'Every batch that was loaded.';
COMMENT ON COLUMN main.batches.batch_id IS 'Hash of its articles, their texts and the versions.';
COMMENT ON COLUMN main.batches.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN main.batches.loaded_at IS 'UTC.';
COMMENT ON COLUMN main.batches.article_count IS 'Articles in it.';
COMMENT ON COLUMN main.batches.versions IS 'Extractor, model, configuration.';

CREATE OR REPLACE VIEW main.rejects AS
SELECT
    t.reject_id,
    t.uri,
    t.record_key,
    t.stage,
    t.reason,
    t.message,
    t.first_seen,
    t.last_seen,
    t.resolved_at
FROM ops.rejects AS t;

COMMENT ON TABLE ops.rejects IS 'What could not be read, and why.';
COMMENT ON COLUMN ops.rejects.reject_id IS 'Hash of uri, record, stage and reason.';
COMMENT ON COLUMN ops.rejects.uri IS 'The file.';
COMMENT ON COLUMN ops.rejects.record_key IS 'The record in it; null for the whole file.';
COMMENT ON COLUMN ops.rejects.stage IS 'Where it failed.';
COMMENT ON COLUMN ops.rejects.reason IS 'A code.';
COMMENT ON COLUMN ops.rejects.message IS 'What was wrong, and what to do.';
COMMENT ON COLUMN ops.rejects.first_seen IS 'UTC.';
COMMENT ON COLUMN ops.rejects.last_seen IS 'UTC.';
COMMENT ON COLUMN ops.rejects.resolved_at IS 'When it could be read after all, UTC.';
COMMENT ON VIEW main.rejects IS 'What could not be read, and why.';
COMMENT ON COLUMN main.rejects.reject_id IS 'Hash of uri, record, stage and reason.';
COMMENT ON COLUMN main.rejects.uri IS 'The file.';
COMMENT ON COLUMN main.rejects.record_key IS 'The record in it; null for the whole file.';
COMMENT ON COLUMN main.rejects.stage IS 'Where it failed.';
COMMENT ON COLUMN main.rejects.reason IS 'A code.';
COMMENT ON COLUMN main.rejects.message IS 'What was wrong, and what to do.';
COMMENT ON COLUMN main.rejects.first_seen IS 'UTC.';
COMMENT ON COLUMN main.rejects.last_seen IS 'UTC.';
COMMENT ON COLUMN main.rejects.resolved_at IS 'When it could be read after all, UTC.';
