"""How well and how fast is the article of a web page read?

    python -m bench.web_pages                bodies, titles, authors, days, and the speed
    python -m bench.web_pages --worst 10     also the pages whose bodies are read worst

Bodies are scored as the article-extraction benchmark does: mean precision and recall of 4-gram
shingles of paragraphs, headings, list items and quotes. Titles, authors and days are exact after
case, spaces and punctuation are folded. The speed is from HTML bytes to article rows, beside
`trafilatura.extract(…, fast=True)` on the same bytes in the same process, page by page.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import trafilatura

from bench.figures import table
from flows.scan import record_row
from transforms.articles.blocks import BODY
from transforms.articles.build import Rows, article_rows
from transforms.articles.web import read_web_page
from transforms.articles.web.names import roles
from transforms.read.records import Page, RawRecord

PAGES = Path(__file__).resolve().parents[2] / "shared" / "html"
ROUNDS = 7


def made(html: bytes, name: str) -> Rows | None:
    """The rows of a page of which only its bytes are known; null where it has no article."""
    record = RawRecord(None, "html", page=False, raw_sha256="0" * 64, fetched_at=None, repairs=())
    read = read_web_page(Page(record, html))
    if not isinstance(read, RawRecord):
        return None
    return article_rows(record_row("bench", name, name, read) | {"revision": 1})


def body_of(rows: Rows | None) -> str:
    """The report itself: what the scorer counts."""
    if rows is None:
        return ""
    text = rows["articles"][0]["text"]
    spans = ((b["start_char"], b["end_char"]) for b in rows["blocks"] if b["kind"] in BODY)
    return "\n".join(text[start:end] for start, end in spans)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The 4-grams of a text's words; all its words where they are fewer."""
    words = re.findall(r"\w+", text)
    size = min(4, len(words))
    return Counter(tuple(words[end - size : end]) for end in range(size, len(words) + 1) if size)


def overlap(wanted: str, found: str) -> tuple[float, float]:
    """Precision and recall of a text's shingles."""
    want, got = shingles(wanted), shingles(found)
    both = (want & got).total()
    precision = both / got.total() if got else float(not want)
    return precision, both / want.total() if want else 1.0


def bodies(worst: int) -> list[str]:
    """Precision, recall and F1 of ours and of trafilatura, over pages with a body told."""
    folder = PAGES / "article_extraction"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {key: gzip.decompress((folder / f"{key}.html.gz").read_bytes()) for key in truth}
    readers: dict[str, Callable[[bytes, str], str]] = {
        "sanctograph": lambda html, key: body_of(made(html, key)),
        "trafilatura, fast": lambda html, _: trafilatura.extract(html, fast=True) or "",
    }
    rows, lines = [], []
    for name, read in readers.items():
        scores = {k: overlap(truth[k]["articleBody"], read(pages[k], k)) for k in truth}
        p, r = (statistics.fmean(score[i] for score in scores.values()) for i in (0, 1))
        rows.append((name, f"{p:.3f}", f"{r:.3f}", f"{2 * p * r / (p + r):.3f}"))
        if name == "sanctograph":
            low = sorted(scores.items(), key=lambda item: sum(item[1]))[:worst]
            lines = [f"{k[:12]} {p:.2f} {r:.2f} {truth[k].get('url', '')}" for k, (p, r) in low]
    return [table((f"{len(truth)} pages", "P", "R", "F1"), rows), *lines]


def publishers() -> list[str]:
    """How many pages of publishers have their title, authors and day, and which have not."""
    right: Counter[str] = Counter()
    lines, count = [], 0
    for path in sorted((PAGES / "publishers").glob("*/*.html.gz")):
        told = path.with_name(path.name.split("_")[0] + ".json").read_text(encoding="utf-8")
        layouts = [x for x in json.loads(told).values() if x.get("title")]
        rows = made(gzip.decompress(path.read_bytes()), path.name)
        article = rows["articles"][0] if rows else {}
        marks = _marks(article, layouts)
        right.update(name for name, good in marks.items() if good)
        count += 1
        wrong = ", ".join(name for name, good in marks.items() if not good)
        if wrong:
            lines.append(f"{path.name}: {wrong}: {article.get('title')}, {article.get('authors')}")
    head = (f"{count} pages", *(name for name in ("title", "authors", "day")))
    return [table(head, [("exact", *(str(right[name]) for name in head[1:]))]), *lines]


def _marks(article: dict[str, Any], layouts: list[dict[str, Any]]) -> dict[str, bool]:
    same = [x for x in layouts if _folded(x["title"]) == _folded(article.get("title"))]
    names = {_folded(name) for name in article.get("authors") or ()}
    days = {str(article.get(name) or "")[:10] for name in ("published_at", "published_date")}
    pool = same or layouts
    return {
        "title": bool(same),
        "authors": any({_folded(n) for n in x.get("authors") or ()} == names for x in pool),
        "day": any((x.get("publishing_date") or "")[:10] in days for x in pool),
    }


def _folded(text: str | None) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text or "").lower()).strip()


def speed() -> list[str]:
    """Pages a second of a core, ours and trafilatura's, page by page; the median of the ratios.

    What the words in classes mean is forgotten before every page: a crawl of many sites meets new
    ones all the time.
    """
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(PAGES.rglob("*.html.gz"))]
    rows, ratios = [], []
    for number in range(ROUNDS + 1):
        ours = bare = 0.0
        for html in pages:
            roles.cache_clear()
            ours += _seconds(partial(made, html, "page"))
            bare += _seconds(partial(trafilatura.extract, html, fast=True))
        if number:  # the first round warms up both
            ratios.append(bare / ours)
            told = (len(pages) / ours, len(pages) / bare)
            rows.append((str(number), *(f"{x:.1f}" for x in told), f"{bare / ours:.2f}"))
    head = ("round", "sanctograph (pages/s)", "trafilatura, fast (pages/s)", "ratio")
    return [table(head, rows), f"Median ratio {statistics.median(ratios):.2f} (asked: 0.85)."]


def _seconds(read: Callable[[], object]) -> float:
    started = time.process_time()
    read()
    return time.process_time() - started


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0)
    for line in (*bodies(parser.parse_args().worst), *publishers(), *speed()):
        print(line)


if __name__ == "__main__":
    main()
