"""Why somebody in the news is thought to be on a list: one sentence for a reader who must judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from transforms.language.territories import by_code
from transforms.watchlists.evidence import Evidence

PLAIN = {
    "rare": "so long a name is rare",
    "written otherwise": "the spellings differ in more than a transliteration",
    "junior on one side": "only one of them is Junior",
    "weak name": "the list itself calls the name weak",
}
"""What is said of evidence that has nothing more to tell."""


def explanation(evidence: Evidence, told: Mapping[str, float]) -> str:
    """One sentence for a reader who has to judge."""
    same = "is" if evidence.score >= 1 else "is much like"
    parts = [f"“{evidence.called}” {same} the listed name “{evidence.list_name}”"]
    parts += _reasons(evidence, told)
    return "; ".join(parts) + "."


def _reasons(evidence: Evidence, told: Mapping[str, float]) -> Iterable[str]:
    if told["country"] > 0:
        yield f"both say {_names(evidence.told_of & evidence.at_home)}"
    elif told["country"] < 0:
        told_of, listed = _names(evidence.told_of), _names(evidence.countries)
        yield f"it is said to be of {told_of}, on the list of {listed}"
    elif told["country around"]:
        shared = evidence.at_home & set(evidence.around)
        yield f"the article speaks of {_names(shared)}, where the list places the entry"
    if told["office"]:
        alike = "the same office" if told["office"] == 1 else "a like office"
        yield f"both tell {alike} ({evidence.roles[0]})"
    if told["another trade"]:
        yield f"the list tells no such trade ({evidence.roles[0]})"
    yield from (words for name, words in PLAIN.items() if told[name])
    if told["words"] < 2:
        yield "it is one word only"
    elif not (told["uncommon words"] or told["rare"]):
        yield "its words are in many names"


def _names(codes: Iterable[str]) -> str:
    found = sorted(codes)
    told = [territory.name if (territory := by_code(code)) else code for code in found]
    return ", ".join(told[:3]) + (" and others" if len(told) > 3 else "")
