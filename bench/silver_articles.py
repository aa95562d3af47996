"""Articles made from the silver corpus: 25 sentences each, shuffled, as JSON Lines."""

from __future__ import annotations

import json
import random
from pathlib import Path

from models.train.corpora import read_gmb

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = SHARED / "corpora" / "gmb_ner.csv.gz"
SENTENCES = 25
SEED = 7


def write_articles(path: Path, count: int) -> None:
    """Write `count` articles to `path`; sentences are used again once all were used."""
    sentences = [sentence.text for sentence in read_gmb(CORPUS)]
    choose = random.Random(SEED)
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            text = "\n\n".join(" ".join(choose.sample(sentences, 5)) for _ in range(SENTENCES // 5))
            day = f"20{number % 20:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            record = {"id": f"silver-{number}", "text": text, "published_at": day}
            out.write(json.dumps(record) + "\n")
