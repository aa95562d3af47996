"""Official lists: snapshots, entries, names, and when an entry was listed."""

from __future__ import annotations

from schemas.fields import DAY, INT, TEXT, TEXTS, field, table

_LIST = field("list", TEXT, "The list.", vocabulary="list_key", required=True)
_ENTRY = field("entry_id", TEXT, "The list's own id of the entry.", required=True)
_FROM = field("from_snapshot", TEXT, "First snapshot with this version.", required=True)
_TO = field("to_snapshot", TEXT, "Last snapshot with it; null = the newest.")

WATCHLIST_SNAPSHOTS = table(
    "watchlist_snapshots",
    "lists",
    "Official lists as loaded, one row a list and day.",
    [
        field("snapshot_id", TEXT, "Hash of list, day and content.", required=True),
        _LIST,
        field("published_on", DAY, "The day that the list is of.", required=True),
        field("sha256", TEXT, "SHA-256 of the files.", required=True),
        field("reader", TEXT, "Version of the code that read it.", required=True),
        field("uri", TEXT, "Where it came from.", required=True),
        field("entry_count", INT, "Entries in it.", required=True),
        field("orphans", INT, "Alias rows without an entry: dropped, counted.", required=True),
    ],
    ("snapshot_id",),
)

WATCHLIST_ENTRIES = table(
    "watchlist_entries",
    "lists",
    "Entries of official lists, one row a version.",
    [
        _LIST,
        _ENTRY,
        _FROM,
        _TO,
        field("kind", TEXT, "What is listed.", vocabulary="entity_kind", required=True),
        field("name", TEXT, "The entry's own name.", required=True),
        field("programs", TEXTS, "Programmes it is listed under.", required=True),
        field(
            "measures", TEXTS, "What follows from the listing.", vocabulary="measure", required=True
        ),
        field("listed_on", DAY, "The day of listing, where the list gives it."),
        field("delisted_on", DAY, "The day of delisting, where the list gives it."),
        field(
            "birth_date",
            TEXT,
            "In EDTF (ISO 8601-2): `1958-02`, `1958~` (circa), `1957/1960`, `[1958,1960]`.",
        ),
        field(
            "countries",
            TEXTS,
            "Nationalities and addresses, ISO alpha-2 lower case.",
            required=True,
        ),
        field("positions", TEXTS, "Offices and jobs, in the list's words.", required=True),
        field("identifiers", TEXTS, "Such as `imo:9661792`, sorted.", required=True),
        field("reason", TEXT, "Why it is listed, in the list's words."),
        field("remarks", TEXT, "Anything else that the list says."),
    ],
    ("list", "entry_id", "from_snapshot"),
)

WATCHLIST_NAMES = table(
    "watchlist_names",
    "lists",
    "Names of listed entries; those of all versions are matched.",
    [
        _LIST,
        _ENTRY,
        field("name", TEXT, "The name.", required=True),
        field("type", TEXT, "How good a name.", vocabulary="listed_name_type", required=True),
        field("script", TEXT, "ISO 15924 code of its script."),
        _FROM,
        _TO,
    ],
    ("list", "entry_id", "name", "from_snapshot"),
)

LISTING_PERIODS = table(
    "listing_periods",
    "lists",
    "When an entry was listed; between snapshots that differ the status is unknown.",
    [
        _LIST,
        _ENTRY,
        field("first_listed", DAY, "First day known to be listed.", required=True),
        field("listed_after", DAY, "Last day known not to be listed."),
        field("last_listed", DAY, "Last day known to be listed.", required=True),
        field("delisted_before", DAY, "First day known not to be listed any more."),
        field(
            "precision",
            TEXT,
            "How the days are known.",
            vocabulary="listing_precision",
            required=True,
        ),
    ],
    ("list", "entry_id", "first_listed"),
)

LISTS = (WATCHLIST_SNAPSHOTS, WATCHLIST_ENTRIES, WATCHLIST_NAMES, LISTING_PERIODS)
