"""Facts: what one article says, a pure function of its bytes and of the versions."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from schemas.fields import BLOB, BOOL, DAY, INT, REAL, TEXT, TEXTS, TIME, Table, field, table

BATCH_ID = field("batch_id", TEXT, "The batch that loaded the row.", required=True)


def _article_id(meaning: str = "The article.") -> pa.Field:
    return field("article_id", TEXT, meaning, required=True)


def _span(what: str, *, required: bool = True) -> list[pa.Field]:
    return [
        field(
            "start_char", INT, f"First code point of {what} in `articles.text`.", required=required
        ),
        field("end_char", INT, f"One past the last code point of {what}.", required=required),
    ]


def _fact(name: str, meaning: str, fields: Iterable[pa.Field], key: tuple[str, ...]) -> Table:
    return table(name, "facts", meaning, [*fields, BATCH_ID], key)


ARTICLES = _fact(
    "articles",
    "One row an article, its newest revision.",
    [
        _article_id("Hash of the canonical URL; without one, of source, file and record."),
        field("revision", INT, "1 for the first text seen, 2 for the next, …", required=True),
        field("source", TEXT, "Name of the source in sources.toml, or `adhoc`.", required=True),
        field("uri", TEXT, "Where the bytes came from.", required=True),
        field("record_key", TEXT, "Id inside a multi-record file; null for a file of one record."),
        field("url", TEXT, "The article's canonical address."),
        field("title", TEXT, "The title as printed; null where there is none."),
        field("subtitle", TEXT, "The line under the title."),
        field("authors", TEXTS, "Who wrote it, as named in the byline.", required=True),
        field("contributors", TEXTS, "Who is named as having contributed.", required=True),
        field("publisher", TEXT, "Who published it."),
        field("language", TEXT, "ISO 639-1 code of the text's language."),
        field("published_at", TIME, "When it was published, UTC."),
        field("published_date", DAY, "The publisher's local day of publication."),
        field("published_tz", TEXT, "The time zone that the page gives, as `+HH:MM` or a name."),
        field(
            "published_precision", TEXT, "How exactly the time is known.", vocabulary="precision"
        ),
        field("updated_at", TIME, "When it was last updated, UTC."),
        field("dateline", TEXT, "The place and day that the report opens with."),
        field(
            "text", TEXT, "The article: its blocks in order, a blank line between.", required=True
        ),
        field("word_count", INT, "Words without repeats and boilerplate.", required=True),
        field("content_hash", TEXT, "SHA-256 of the decoded record, before layout.", required=True),
        field("raw_sha256", TEXT, "SHA-256 of the file's bytes.", required=True),
        field(
            "fetched_at", TIME, "When the bytes came: the feed's word, else the file's last change."
        ),
        field("reader", TEXT, "Which reader read it: text, json_lines, html, …", required=True),
        field("repairs", TEXTS, "What was repaired on reading, in order.", required=True),
        field(
            "flags",
            TEXTS,
            "What its page is, where it is more or less than an article.",
            vocabulary="article_flag",
            required=True,
        ),
        field("duplicate_of", TEXT, "Earliest near-duplicate's article_id.", resolve=True),
    ],
    ("article_id",),
)

ARTICLE_REVISIONS = _fact(
    "article_revisions",
    "Every text that an article has had.",
    [
        _article_id(),
        field("revision", INT, "1 for the first, counted up.", required=True),
        field("content_hash", TEXT, "SHA-256 of the decoded record.", required=True),
        field("updated_at", TIME, "When the revision says it was updated, UTC."),
    ],
    ("article_id", "revision"),
)

BLOCKS = _fact(
    "blocks",
    "The parts of an article's text, in order.",
    [
        _article_id(),
        field("ordinal", INT, "Place in the text, from 0; a title is always 0.", required=True),
        field("kind", TEXT, "What the part is.", vocabulary="block_kind", required=True),
        *_span("the block"),
        field("duplicate_of", INT, "Ordinal of the block that it repeats."),
    ],
    ("article_id", "ordinal"),
)

IMAGES = _fact(
    "images",
    "The pictures of an article, each once.",
    [
        _article_id(),
        field("ordinal", INT, "From 0, in the order of the text.", required=True),
        field("caption", TEXT, "What the picture shows, without the credit."),
        field("credit", TEXT, "Whom the picture is from, without brackets."),
    ],
    ("article_id", "ordinal"),
)

MENTIONS = _fact(
    "mentions",
    "Every name in the text.",
    [
        field("mention_id", TEXT, "Hash of article, span and label.", required=True),
        _article_id(),
        *_span("the name"),
        field("surface", TEXT, "The words as they stand.", required=True),
        field("label", TEXT, "What kind of name.", vocabulary="label", required=True),
        field("form", TEXT, "How the name refers.", vocabulary="mention_form", required=True),
        field("block", INT, "Ordinal of the block it stands in.", required=True),
        field("sentence", INT, "Ordinal of its sentence in the article, from 0.", required=True),
        field("entity_key", TEXT, "Chain of the article it belongs to; null for dates and money."),
        field("entity_id", TEXT, "The entity across articles.", resolve=True),
    ],
    ("mention_id",),
)

CHAINS = _fact(
    "chains",
    "What an article calls an entity at its fullest: one row a chain of mentions.",
    [
        _article_id(),
        field("entity_key", TEXT, "Hash of kind and fullest normalised name.", required=True),
        field("kind", TEXT, "What it is.", vocabulary="entity_kind", required=True),
        field(
            "name",
            TEXT,
            "Canonical name: the fullest in the article; states by their common name.",
            required=True,
        ),
        field(
            "country", TEXT, "ISO 3166-1 alpha-2 in lower case, eu or un, where name or text tell."
        ),
    ],
    ("article_id", "entity_key"),
)

ROLES = _fact(
    "roles",
    "What an article says that a person is.",
    [
        _article_id(),
        field("entity_key", TEXT, "The person's chain.", required=True),
        field("entity_id", TEXT, "The person across articles.", resolve=True),
        field("role", TEXT, "The role as written: `Chinese Defense Minister`.", required=True),
        field("organization", TEXT, "The organisation that the role names."),
        field(
            "country", TEXT, "The country that the role names, ISO alpha-2 in lower case, eu or un."
        ),
        *_span("the role"),
    ],
    ("article_id", "entity_key", "start_char", "end_char"),
)

QUOTES = _fact(
    "quotes",
    "What is quoted, and who said it.",
    [
        field("quote_id", TEXT, "Hash of article and span.", required=True),
        _article_id(),
        *_span("the quoted words"),
        field("kind", TEXT, "How it is quoted.", vocabulary="quote_kind", required=True),
        field("speaker_entity_key", TEXT, "The speaker's chain."),
        field("speaker_entity_id", TEXT, "The speaker across articles.", resolve=True),
        field("cue", TEXT, "The verb that reports it: `said`."),
    ],
    ("quote_id",),
)

SANCTION_EVENTS = _fact(
    "sanction_events",
    "One row a sanctions event that a sentence tells.",
    [
        field("event_id", TEXT, "Hash of article, trigger span, action and status.", required=True),
        _article_id(),
        field("sentence_start", INT, "First code point of the sentence.", required=True),
        field("sentence_end", INT, "One past its last code point.", required=True),
        field("trigger_start", INT, "First code point of the word that tells it.", required=True),
        field("trigger_end", INT, "One past its last code point.", required=True),
        field("evidence", TEXT, "The sentence.", required=True),
        field("action", TEXT, "What is done.", vocabulary="action", required=True),
        field("status", TEXT, "Whether it is done.", vocabulary="status", required=True),
        field("measures", TEXTS, "By what means.", vocabulary="measure", required=True),
        field("program", TEXT, "Key of a known sanctions programme."),
        field("reason", TEXT, "Why, in the text's words."),
        field("reason_start", INT, "First code point of the reason."),
        field("reason_end", INT, "One past its last code point."),
        field("date_text", TEXT, "The words that date the action."),
        field("event_date", DAY, "The day of the action; the first of a month or year."),
        field("date_precision", TEXT, "How exactly the day is known.", vocabulary="precision"),
        field(
            "date_method", TEXT, "How the day was found.", vocabulary="date_method", required=True
        ),
        field("jurisdiction_count", INT, "In how many countries, where told."),
        field("quote_id", TEXT, "The quote it stands in."),
        field("same_as", TEXT, "The event of this article that it repeats."),
        field("rule", TEXT, "What found it.", required=True),
        field(
            "confidence",
            REAL,
            "Probability that action, status and all issuers and targets are right, 0 to 1.",
            required=True,
        ),
        field("cluster_id", TEXT, "The same event across articles.", resolve=True),
    ],
    ("event_id",),
)

SANCTION_PARTIES = _fact(
    "sanction_parties",
    "Who takes part in a sanctions event.",
    [
        field("event_id", TEXT, "The event.", required=True),
        field("role", TEXT, "In which role.", vocabulary="party_role", required=True),
        field("ordinal", INT, "From 0 within event and role.", required=True),
        field("stance", TEXT, "What an actor does; null for others.", vocabulary="stance"),
        field("name", TEXT, "Canonical name, or the group's words.", required=True),
        field("named", BOOL, "False for a group: `Iranian banks`.", required=True),
        field("country", TEXT, "ISO 3166-1 alpha-2 in lower case, eu or un."),
        field("entity_key", TEXT, "The chain, where the party is named in the article."),
        field("entity_id", TEXT, "The entity across articles.", resolve=True),
        field("authority", TEXT, "An issuer's authority: us_ofac, eu_council, zz_unsc, …"),
        *_span("the party's words", required=False),
    ],
    ("event_id", "role", "ordinal"),
)

SANCTION_COUNTS = _fact(
    "sanction_counts",
    "Numbers told with a sanctions event, side by side where they conflict.",
    [
        field("event_id", TEXT, "The event.", required=True),
        field("ordinal", INT, "From 0 within the event.", required=True),
        field("low", INT, "The number, or the lower of two.", required=True),
        field("high", INT, "The higher of two; null else."),
        field(
            "qualifier",
            TEXT,
            "How the number is meant.",
            vocabulary="count_qualifier",
            required=True,
        ),
        field("unit", TEXT, "What is counted: `entities and individuals`."),
        field("scope", TEXT, "What the count is of.", vocabulary="count_scope", required=True),
        *_span("the number and its unit"),
    ],
    ("event_id", "ordinal"),
)

ARTICLE_SIGNATURES = _fact(
    "article_signatures",
    "What near-duplicates are found by: of every article whose body has words.",
    [
        _article_id(),
        field(
            "body_hash",
            pa.int64(),
            "Hash of the body's words, without case and punctuation.",
            required=True,
        ),
        field("shingles", INT, "Different runs of words in the body.", required=True),
        field("minhash", BLOB, "MinHash of those runs: the low 8 bits of each.", required=True),
        field("bands", pa.list_(pa.int64()), "Hashes of its bands.", required=True),
    ],
    ("article_id",),
)

FACTS = (
    ARTICLES,
    ARTICLE_REVISIONS,
    BLOCKS,
    IMAGES,
    MENTIONS,
    CHAINS,
    ROLES,
    QUOTES,
    SANCTION_EVENTS,
    SANCTION_PARTIES,
    SANCTION_COUNTS,
    ARTICLE_SIGNATURES,
)
