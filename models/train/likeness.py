"""The weights by which names are compared, and the words that many names have.

`python -m models.train.likeness [SHARED]` writes `common_words.csv` and `likeness.json` beside
`transforms/watchlists/likeness.py` and prints cross-validated figures. It learns from the labelled
pairs of nomenklatura (`names/name_pairs.csv`, MIT; labels partly by language models, by spelling
rather than by person) and, at a tenth of their weight each, from pairs made of the US list's names.
"""

from __future__ import annotations

import csv
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from models.train.corpora import read_gmb
from models.train.name_variants import Named, NamePair, sharers, slips
from transforms.language import genders
from transforms.watchlists.entries import Entry, ListFormat, Tally
from transforms.watchlists.gb_hmt import GB_HMT
from transforms.watchlists.keys import COMMON
from transforms.watchlists.likeness import WEIGHTS, compare, compared_words, features
from transforms.watchlists.names import parts_of
from transforms.watchlists.ofac_csv import OFAC_CSV
from transforms.watchlists.sounds import skeleton

ROOT = Path(__file__).resolve().parents[2]
US_LIST, UK_LIST = "watchlists/ofac/2024-05-03", "watchlists/uk/2025-04-10"
LISTED_OFTEN, TOLD_OFTEN = 12, 6
"""Names on the lists that a common word is in, and words beside which it stands in the news."""
MADE = 600
"""Pairs of either kind made from the list."""
MADE_WEIGHT = 0.1
INVERSE_PENALTY = 0.3
FOLDS, ROUNDS = 10, 5
EVEN = -0.2
"""Log odds from which on two names are called one: where cross-validated F1 is highest and flat."""

Rows = NDArray[np.float64]


def common_words(shared: Path) -> list[str]:
    """Words of many names: on the US and UK lists, of persons in the news, given and family names.

    Words of three letters and more; shorter ones count as common anyway.
    """
    listed = Counter(
        word
        for folder, form in ((US_LIST, OFAC_CSV), (UK_LIST, GB_HMT))
        for entry in _entries(form, shared / folder)
        for word in set(parts_of(entry.name, person=entry.kind == "person").words)
    )
    beside: dict[str, set[str]] = defaultdict(set)
    for name in _persons_in_the_news(shared):
        words = parts_of(name, person=True).words
        if len(words) == 2:  # of one man told in many ways, the same word stands beside
            beside[words[0]].add(skeleton(words[1]))
            beside[words[1]].add(skeleton(words[0]))
    found = {word for word, count in listed.items() if count >= LISTED_OFTEN}
    found |= {word for word, others in beside.items() if len(others) >= TOLD_OFTEN}
    for name in _known_names():
        found |= set(parts_of(name, person=True).words)
    return sorted(word for word in found if len(word) > 2)


def labelled_pairs(path: Path) -> list[NamePair]:
    """The pairs of a file with columns schema, name1, name2, is_match."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            NamePair(r["name1"], r["name2"], r["schema"] == "Person", r["is_match"] == "true")
            for r in csv.DictReader(lines)
        ]


def made_pairs(shared: Path) -> list[NamePair]:
    """Pairs made of the names of persons and organisations of the US list."""
    random = Random(5)
    names = [
        Named(e.entry_id, e.name, e.kind == "person")
        for e in _entries(OFAC_CSV, shared / US_LIST)
        if e.kind in ("person", "company", "organization", "public_body")
    ]
    return slips(names, MADE, random) + sharers(names, MADE, random)


def cross_validated(pairs: Sequence[NamePair], made: Sequence[NamePair]) -> dict[str, float]:
    """Precision, recall and F1 at even odds, each pair judged by weights that never saw its names.

    Pairs of one second name stay in one fold; the mean of `ROUNDS` ways to make folds.
    """
    _, rows = _table([*pairs, *made])
    same = np.array([p.same for p in pairs])
    figures = []
    for seed in range(ROUNDS):
        odds = np.zeros(len(pairs))
        folds = _folds(pairs, seed)
        for fold in range(FOLDS):
            others = np.flatnonzero(folds != fold)
            kept = np.concatenate([others, np.arange(len(pairs), len(rows))])
            weights, intercept = _fit(rows[kept], _labels(pairs, made)[kept], len(others))
            odds[folds == fold] = rows[: len(pairs)][folds == fold] @ weights + intercept
        figures.append(measured(odds >= EVEN, same))
    return {k: round(float(np.mean([f[k] for f in figures])), 3) for k in figures[0]}


def measured(found: NDArray[np.bool_], same: NDArray[np.bool_]) -> dict[str, float]:
    """Precision, recall and F1."""
    right = int((found & same).sum())
    precision, recall = right / max(int(found.sum()), 1), right / max(int(same.sum()), 1)
    f1 = 2 * right / max(int(found.sum()) + int(same.sum()), 1)
    return {"precision": precision, "recall": recall, "f1": f1}


def _labels(pairs: Sequence[NamePair], made: Sequence[NamePair]) -> NDArray[np.bool_]:
    return np.array([p.same for p in (*pairs, *made)])


def _folds(pairs: Sequence[NamePair], seed: int) -> NDArray[np.int64]:
    groups = sorted({p.other.casefold() for p in pairs})
    Random(seed).shuffle(groups)
    fold = {group: i % FOLDS for i, group in enumerate(groups)}
    return np.array([fold[p.other.casefold()] for p in pairs])


def _table(pairs: Sequence[NamePair]) -> tuple[list[str], Rows]:
    told = [_features(pair) for pair in pairs]
    names = sorted({name for one in told for name in one})
    return names, np.array([[one.get(name, 0.0) for name in names] for one in told])


def _features(pair: NamePair) -> dict[str, float]:
    one, other = (parts_of(name, person=pair.person) for name in pair[:2])
    words = compared_words(one, other, person=pair.person)
    return features(*words, one.form, other.form, person=pair.person)


def _fit(rows: Rows, same: NDArray[np.bool_], labelled: int) -> tuple[Rows, float]:
    """Weights of the features as they are, and the intercept; the first `labelled` count whole."""
    scaler = StandardScaler().fit(rows)
    counts = np.where(np.arange(len(rows)) < labelled, 1.0, MADE_WEIGHT)
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=2_000)
    model.fit(scaler.transform(rows), same, sample_weight=counts)
    weights = model.coef_[0] / np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    return weights, float(model.intercept_[0] - (weights * scaler.mean_).sum())


def _entries(form: ListFormat, folder: Path) -> Iterator[Entry]:
    import gzip  # noqa: PLC0415

    files: dict[str, Any] = {}
    for path in sorted(folder.iterdir()):
        opener = gzip.open if path.suffix == ".gz" else open
        files[path.name.lower().removesuffix(".gz")] = lambda o=opener, p=path: o(p, "rb")
    return form.read(files, Tally())


def _persons_in_the_news(shared: Path) -> set[str]:
    found = {
        sentence.text[span.start : span.end]
        for sentence in read_gmb(shared / "corpora" / "gmb_ner.csv.gz")
        for span in sentence.spans
        if span.label == "per"
    }
    return {name for name in found if " " in name}


def _known_names() -> Iterable[str]:
    folder = Path(genders.__file__).parent
    told = tomllib.loads((folder / "genders.toml").read_text(encoding="utf-8"))
    for group in told["genders"]:
        yield from group["given"]
    families = tomllib.loads((folder / "family_names.toml").read_text(encoding="utf-8"))
    for group in families.values():
        yield from group["words"]


def main() -> None:
    """Write the words and the weights."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    head = "# Words that many names have. Written by `python -m models.train.likeness`."
    COMMON.write_text("\n".join([head, *common_words(shared)]) + "\n", encoding="utf-8")
    pairs, made = labelled_pairs(shared / "names" / "name_pairs.csv"), made_pairs(shared)
    figures = cross_validated(pairs, made)
    names, rows = _table([*pairs, *made])
    weights, intercept = _fit(rows, _labels(pairs, made), len(pairs))
    told = {"intercept": round(intercept - EVEN, 3)}
    told |= {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}
    document = {"cross_validated": figures, "pairs": len(pairs), "weights": told}
    WEIGHTS.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    compare.cache_clear()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
