"""How well are names, roles and quotes of an article tied to who is meant?

usage: python -m bench.chains HOME [--part dev|test] [--errors]

Measured on `bench/gold/chains.jsonl`: 24 Wikinews articles, labelled by reading (by language-model
annotators). HOME is that of a run over `../shared/news`. Positions in the gold count
letters and digits alone, so that white space and quotation marks may be read as they like.

The dev articles were looked at while rules were written, the test articles were not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warehouse.layout import Layout
from warehouse.sql import query

GOLD = Path(__file__).parent / "gold" / "chains.jsonl"
DATED = ("DATE", "MONEY")
QUOTED = "“”\"„«»‘’'"
ALIKE = 0.8
"""Share of a quote's letters that both must have for them to be one quote."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what is meant: kind, country (None: not told) and fullest name."""

    kind: str
    country: str | None
    name: str


@dataclass(slots=True)
class Article:
    """An article's entities by key, and spans that lead to them; positions in letters and digits.

    `quotes` are spans with the speaker's key and whether marks stand around them.
    """

    text: str
    entities: dict[str, Entity]
    mentions: dict[Span, str | None] = field(default_factory=dict)
    roles: dict[Span, str] = field(default_factory=dict)
    quotes: dict[Span, tuple[str | None, bool]] = field(default_factory=dict)


@dataclass
class Figures:
    """What is counted over articles, and each error in words."""

    hit: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, name: str, hit: int, found: int, gold: int) -> None:
        """Count some of one figure."""
        self.hit[name] += hit
        self.found[name] += found
        self.gold[name] += gold

    def rows(self) -> Iterator[tuple[str, float, float, float, int]]:
        """Name, precision, recall, F1 and gold count of each figure."""
        for name in self.gold:
            p = self.hit[name] / max(self.found[name], 1)
            r = self.hit[name] / max(self.gold[name], 1)
            yield name, p, r, 2 * p * r / max(p + r, 1e-9), self.gold[name]


def positions(text: str) -> list[int]:
    """For every offset of a text, and its end: how many letters and digits stand before it."""
    counts = [0]
    for character in text:
        counts.append(counts[-1] + character.isalnum())
    return counts


def digest(text: str) -> str:
    """What the gold says of a text's letters and digits."""
    letters = "".join(c for c in text if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def score(home: Path, part: str, gold: Path = GOLD) -> Figures:
    """Compare a home's facts with the gold of one part. Raises `ValueError` for another text."""
    figures = Figures()
    articles = _read(Layout(home))
    for line in gold.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["part"] != part:
            continue
        found = articles.get(item["url"])
        if found is None or digest(found.text) != item["sha256"]:
            raise ValueError(f"the text of {item['url']} is not the one that was labelled")
        _compare(found, _gold(item, found.text), item["url"].rsplit("/", 1)[-1], figures)
    return figures


def _gold(item: Mapping[str, Any], text: str) -> Article:
    made = Article(text, {str(i): Entity(k, c, n) for i, k, c, n in item["entities"]})
    made.mentions = {(s, e): str(i) for s, e, i in item["mentions"]}
    made.roles = {(s, e): str(i) for s, e, i in item["roles"]}
    starts = [i for i, c in enumerate(text) if c.isalnum()]
    for s, e, i in item["quotes"]:
        before = text[max(0, starts[s] - 2) : starts[s]]
        made.quotes[s, e] = (str(i) if i else None, any(c in QUOTED for c in before))
    return made


def _read(layout: Layout) -> dict[str, Article]:
    """What the published store says of each article, by its address."""

    def asked(columns: str, table: str) -> list[dict[str, Any]]:
        rows = query(layout, f"SELECT article_id, {columns} FROM {table}")
        return rows.to_pylist()  # type: ignore[no-any-return]

    texts = asked("url, text", "articles")
    made = {row["article_id"]: Article(row["text"], {}) for row in texts}
    at = {article_id: positions(article.text) for article_id, article in made.items()}

    def span(row: Mapping[str, Any]) -> Span:
        places = at[row["article_id"]]
        return places[row["start_char"]], places[row["end_char"]]

    for row in asked("entity_key, kind, country, name", "chains"):
        entity = Entity(row["kind"], row["country"], row["name"])
        made[row["article_id"]].entities[row["entity_key"]] = entity
    for row in asked("start_char, end_char, label, form, entity_key", "mentions"):
        by_office = row["label"] == "PERSON" and row["form"] == "title"  # the gold marks names
        if row["label"] not in DATED and not by_office:
            made[row["article_id"]].mentions[span(row)] = row["entity_key"]
    for row in asked("start_char, end_char, entity_key", "roles"):
        made[row["article_id"]].roles[span(row)] = row["entity_key"]
    for row in asked("start_char, end_char, kind, speaker_entity_key", "quotes"):
        told = (row["speaker_entity_key"], row["kind"] != "indirect")
        made[row["article_id"]].quotes[span(row)] = told
    return {row["url"]: made[row["article_id"]] for row in texts}


@dataclass(frozen=True, slots=True)
class _Pair:
    """One article as found and as labelled, which chain is which entity, and where errors go."""

    name: str
    found: Article
    gold: Article
    same: Mapping[str, str]
    errors: list[str]

    def tell(self, what: str, span: Span, more: str = "") -> None:
        """Note an error in words."""
        letters = "".join(c for c in self.found.text if c.isalnum())
        self.errors.append(f"{self.name[:28]:28} {what:15} {letters[slice(*span)][:60]} {more}")


def _compare(found: Article, gold: Article, name: str, figures: Figures) -> None:
    same = _alignment(found, gold)
    pair = _Pair(name, found, gold, same, figures.errors)
    tell = pair.tell
    common = found.mentions.keys() & gold.mentions.keys()
    figures.add("spans of names", len(common), len(found.mentions), len(gold.mentions))
    right = [s for s in common if same.get(found.mentions[s] or "") == gold.mentions[s]]
    figures.add("names and who is meant", len(right), len(found.mentions), len(gold.mentions))
    figures.add("who is meant, of right spans", len(right), len(common), len(common))
    for span in sorted(gold.mentions.keys() | found.mentions.keys()):
        if span not in found.mentions:
            tell("name missed", span)
        elif span not in gold.mentions:
            tell("name false", span)
        elif span not in right:
            key = found.mentions[span]
            meant = gold.entities[gold.mentions[span] or ""].name
            told = found.entities[key].name if key in found.entities else key
            tell("name linked", span, f"-> {told}, not {meant}")
    _compare_entities(pair, figures)
    _compare_roles(pair, figures)
    _compare_quotes(pair, figures)


def _alignment(found: Article, gold: Article) -> dict[str, str]:
    """Our chains and the gold's entities, one to one, those first that share most mentions."""
    shared: Counter[tuple[str, str]] = Counter()
    for span in found.mentions.keys() & gold.mentions.keys():
        key, meant = found.mentions[span], gold.mentions[span]
        if key and meant:
            shared[key, meant] += 1
    same: dict[str, str] = {}
    for (key, meant), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if key not in same and meant not in same.values():
            same[key] = meant
    return same


def _compare_entities(pair: _Pair, figures: Figures) -> None:
    found, gold, same, tell = pair.found, pair.gold, pair.same, pair.tell
    spans = {key: span for span, key in reversed(found.mentions.items())}
    for key, meant in same.items():
        ours, theirs = found.entities[key], gold.entities[meant]
        figures.add("kind", ours.kind == theirs.kind, 1, 1)
        figures.add("country", ours.country == theirs.country, 1, 1)
        if ours.kind != theirs.kind:
            tell("kind", spans[key], f"{ours.kind}, not {theirs.kind}")
        if ours.country != theirs.country:
            tell("country", spans[key], f"{ours.country}, not {theirs.country}")


def _compare_roles(pair: _Pair, figures: Figures) -> None:
    found, gold, same, tell = pair.found, pair.gold, pair.same, pair.tell
    exact = {s for s, k in found.roles.items() if s in gold.roles and same.get(k) == gold.roles[s]}
    figures.add("roles", len(exact), len(found.roles), len(gold.roles))
    near = sum(
        any(
            same.get(k) == meant and s[0] < span[1] and span[0] < s[1]
            for s, k in found.roles.items()
        )
        for span, meant in gold.roles.items()
    )
    figures.add("roles, overlapping", near, max(near, len(found.roles)), len(gold.roles))
    for span in sorted((gold.roles.keys() | found.roles.keys()) - exact):
        tell("role missed" if span in gold.roles else "role false", span)


def _compare_quotes(pair: _Pair, figures: Figures) -> None:
    found, gold, same, tell = pair.found, pair.gold, pair.same, pair.tell
    for marked in (True, False):
        name = "quotes in marks" if marked else "reported speech"
        ours = {s: k for s, (k, m) in found.quotes.items() if m == marked}
        theirs = {s: k for s, (k, m) in gold.quotes.items() if m == marked}
        pairs = [(a, b) for b in theirs for a in ours if _alike(a, b)]
        right = [(a, b) for a, b in pairs if same.get(ours[a] or "") == theirs[b]]
        figures.add(name, len(pairs), len(ours), len(theirs))
        figures.add(f"{name}, with speaker", len(right), len(ours), len(theirs))
        for span in sorted(theirs.keys() - {b for _, b in pairs}):
            tell(f"{name[:5]} missed", span)
        for span in sorted(ours.keys() - {a for a, _ in pairs}):
            tell(f"{name[:5]} false", span)
        for a, b in pairs:
            if (a, b) not in right:
                said, meant = found.entities.get(ours[a] or ""), gold.entities.get(theirs[b] or "")
                who = f"-> {said.name if said else None}, not {meant.name if meant else None}"
                tell(f"{name[:5]} speaker", b, who)


def _alike(a: Span, b: Span) -> bool:
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both >= ALIKE * max(a[1] - a[0], b[1] - b[0])


def main() -> None:
    """Print the figures of a home."""
    parser = argparse.ArgumentParser(prog="python -m bench.chains", description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--part", choices=["dev", "test"], default="dev")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    figures = score(given.home.resolve(), given.part)
    for name, p, r, f1, n in figures.rows():
        print(f"{name:32} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}  n {n}")
    if given.errors:
        print("\n".join(figures.errors))


if __name__ == "__main__":
    main()
