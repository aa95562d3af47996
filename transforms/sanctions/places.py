"""Who can have no part, or has another: speakers, those who are only described, evaders."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.sanctions.governing import evading_word, governor
from transforms.sanctions.reading import Candidate, Reading
from transforms.sanctions.triggers import Trigger
from transforms.sanctions.words import word_list

_SPEECH = word_list("parties", "speech")
_SPEECH_ONLY = word_list("parties", "speech_only")
_ANNOUNCING = word_list("parties", "announcing")
_HELPING = word_list("parties", "helping")
_AGAINST = word_list("parties", "against")
_PRONOUNS = word_list("parties", "pronouns")
_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PART"})
TITLE_REACH = 8
"""Tokens of a title that may stand between a verb of speech and the name."""


def only_speaks(reading: Reading, trigger: Trigger, candidate: Candidate) -> bool:
    """Whether a person or organisation is there as the source of the words alone."""
    if candidate.party.kind not in {"person", "name", "group"}:
        return False
    if not (_subject_of(reading, candidate, _SPEECH) or _named_as_source(reading, candidate)):
        return False
    return not (_above(reading, trigger, candidate) or _meant_by_pronoun(reading, trigger))


def _subject_of(reading: Reading, candidate: Candidate, words: frozenset[str]) -> bool:
    tokens = reading.tokens
    if any(tokens[i].lower in words for i in _verbs_of(reading, candidate)):
        return True
    after = candidate.last
    while after < len(tokens) and tokens[after].pos == "ADV":
        after += 1
    return after < len(tokens) and tokens[after].lower in _SPEECH_ONLY & words


def _verbs_of(reading: Reading, candidate: Candidate) -> set[int]:
    """The verbs that the candidate is subject of, its title before it counted with it; none in its
    own words ("a bank that it says ...").
    """
    tokens, verbs = reading.tokens, set()
    for index in range(candidate.lead, candidate.last):
        place = index
        for _ in range(4):
            if tokens[place].dep not in {"flat", "appos", "compound"}:
                break
            place = tokens[place].head
        if tokens[place].dep == "nsubj":
            verbs.add(tokens[place].head)
    return verbs - set(range(candidate.first, candidate.last))


def _named_as_source(reading: Reading, candidate: Candidate) -> bool:
    """ "..., said Foreign Minister NAME", "according to NAME"."""
    tokens = reading.tokens
    for index in range(candidate.first - 1, max(0, candidate.first - 1 - TITLE_REACH), -1):
        word = tokens[index].lower
        if word in _SPEECH_ONLY:
            return tokens[index - 1].lower in {",", '"', "”", "''"}
        if word == "to":
            return tokens[index - 1].lower == "according"
        if tokens[index].pos not in _TITLE and word != "of":
            return False
    return False


def _above(reading: Reading, trigger: Trigger, candidate: Candidate) -> bool:
    """Whether the trigger hangs on the candidate: "NAME, sanctioned by Canada, said"."""
    index = reading.token_at(trigger.start)
    for _ in range(8):
        if candidate.first <= index < candidate.last:
            return True
        index = reading.tokens[index].head
    return False


def _meant_by_pronoun(reading: Reading, trigger: Trigger) -> bool:
    """ "NAME said the sanctions against him": the pronoun may mean the speaker."""
    tokens = reading.tokens
    at, end = reading.tokens_of(trigger)
    pairs = zip(tokens[end : end + 5], tokens[end + 1 : end + 6], strict=False)
    if any(a.lower in _AGAINST and b.lower in _PRONOUNS for a, b in pairs):
        return True
    before = tokens[max(0, at - 4) : at]
    return (
        trigger.kind == "verb" and any(t.lower in _PRONOUNS for t in tokens[end : end + 2])
    ) or (trigger.kind == "passive" and any(t.lower in {"he", "she", "they", "it"} for t in before))


def described(reading: Reading, candidate: Candidate) -> Candidate | None:
    """The name that the candidate's words only describe: "NAME, the president's son"."""
    party, last = candidate.party, candidate.last
    if party.kind == "state" and party.form == "demonym":
        while last < len(reading.tokens) and reading.tokens[last].pos in {"ADJ", "NOUN"}:
            last += 1
    elif party.kind != "group":
        return None
    before = [c for c in reading.candidates if c.last <= candidate.first]
    if not before or before[-1].party.kind not in {"person", "name", "state"}:
        return None
    between = [t.lower for t in reading.tokens[before[-1].last : candidate.first]]
    if not between or between[0] != "," or not set(between[1:]) <= {"the", "a", "an"}:
        return None
    return before[-1] if _singular(reading, candidate.first, last) else None


def introduces(reading: Reading, trigger: Trigger, candidate: Candidate) -> bool:
    """Whether a group's words only introduce a name: "a youth leader, NAME"."""
    following = next((c for c in reading.candidates if c.first >= candidate.last), None)
    if candidate.party.kind != "group" or following is None:
        return False
    between = [t.lower for t in reading.tokens[candidate.last : following.first]]
    named = following.party.kind in {"person", "name"}
    if only_speaks(reading, trigger, following):
        return False
    return named and between == [","] and _singular(reading, candidate.first, candidate.last)


def _singular(reading: Reading, first: int, last: int) -> bool:
    """Whether the head noun of the words is one person or firm."""
    head = ""
    for token in reading.tokens[first:last]:
        if token.pos in {"ADP", "SCONJ", "VERB", "PUNCT"} and head:
            break
        if token.pos == "NOUN":
            head = token.lower
    return bool(head) and not head.endswith("s") and head not in {"people", "children", "men"}


def evaders(reading: Reading, trigger: Trigger) -> list[Candidate]:
    """Who gets round the measure: the subject of that verb, or who is helped or accused."""
    at = evading_word(reading, trigger)
    if at < 0 or reading.tokens[at - 1].lower == "for":
        return []
    tokens, index = reading.tokens, at
    helped = [c for c in reading.candidates if c.last == at and _helped(reading, c)]
    if helped:
        return helped
    for _ in range(4):
        own = [
            i for i, t in enumerate(tokens) if t.head == index and t.dep in {"nsubj", "nsubj:pass"}
        ]
        found = [c for c in reading.candidates if any(c.lead <= i < c.last for i in own)]
        if found or own:
            return found or _meant_by(reading, own)
        if tokens[index].dep not in _UP:
            break
        index = tokens[index].head
        if tokens[index].lower in _HELPING:
            objects = [i for i, t in enumerate(tokens) if t.head == index and t.dep == "obj"]
            helped = [c for c in reading.candidates if any(c.lead <= i < c.last for i in objects)]
            if helped or objects:
                return helped or _meant_by(reading, objects)
    return []


_UP = frozenset({"xcomp", "advcl", "conj", "acl", "obl", "amod", "compound"})
"""Ways up from the verb of evading, "to evade sanctions" read as an adjective among them."""


def _meant_by(reading: Reading, objects: Sequence[int]) -> list[Candidate]:
    """The one person of the sentence before "enabling him to": whom the pronoun means."""
    first = objects[0]
    if reading.tokens[first].lower not in {"him", "her"}:
        return []
    people = [c for c in reading.candidates if c.party.kind == "person" and c.last <= first]
    return people if len({c.party.name for c in people}) == 1 else []


def _helped(reading: Reading, candidate: Candidate) -> bool:
    """ "helped NAME evade": told by the words, since the parser often takes "evade" for no verb."""
    lead = [t.lower for t in reading.tokens[max(0, candidate.lead - 3) : candidate.lead]]
    return bool(set(lead) & _HELPING)


def announces(reading: Reading, trigger: Trigger, candidate: Candidate) -> bool:
    """Whether a person is the subject of the verb that makes the measure known."""
    if candidate.party.kind != "person" or _above(reading, trigger, candidate):
        return False
    near = {candidate.last} if candidate.last < len(reading.tokens) else set()
    verbs = _verbs_of(reading, candidate) | near
    verbs = {i for i in verbs if reading.tokens[i].lower in _ANNOUNCING}
    index = reading.token_at(trigger.start)
    return governor(reading, trigger) in verbs or reading.tokens[index].head in verbs
