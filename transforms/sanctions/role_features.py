"""What the classifiers see of somebody's mention beside a trigger: features as strings."""

from __future__ import annotations

from transforms.sanctions.cast import MAIN_BODIES
from transforms.sanctions.nearness import bucket, classes_at
from transforms.sanctions.parties import heads
from transforms.sanctions.reading import Candidate, Reading, Token
from transforms.sanctions.slots import slots
from transforms.sanctions.triggers import Trigger
from transforms.sanctions.words import POSSESSIVE


def of_role(reading: Reading, trigger: Trigger, candidate: Candidate) -> list[str]:
    """Features of the role of `candidate` in the event of `trigger`."""
    at, end = reading.tokens_of(trigger)
    party = candidate.party
    side = "B" if candidate.first < at else "A"
    lead = candidate.lead if not (candidate.lead < at <= candidate.first) else candidate.first
    before = reading.tokens[lead - 1].lower if lead else "^"
    if before in {"the", "a", "an", "several", "some", "its"} and lead > 1:
        before = reading.tokens[lead - 2].lower
    after = _word(reading, candidate.last)
    kind = f"{party.kind}:{party.form}"
    body = party.name if party.name in MAIN_BODIES else party.kind
    found = ["bias", f"{side}", f"kind={kind}", f"body={body}", f"{side}:{kind}", f"{side}:{body}"]
    found += [f"tk={trigger.kind}:{side}", f"tk={trigger.kind}:{side}:{before}"]
    found += [
        f"before={before}",
        f"{side}:before={before}",
        f"after={after}",
        f"{body}:before={before}",
    ]
    found += _between(reading, candidate, lead, (at, end), side)
    found += _place(reading, candidate, (at, end), side)
    found += _path(reading, candidate, at, trigger.kind)
    found += _clause(reading, candidate, side)
    found += _phrase(reading, candidate, side, before)
    return found + slots(reading, trigger, candidate)


def _phrase(reading: Reading, candidate: Candidate, side: str, before: str) -> list[str]:
    """The noun phrase that a name opens: what it is of, and whether another name ends it."""
    run = _run(reading, candidate.last)
    head = next((t for t in reversed(run) if t.pos in {"NOUN", "PROPN"}), None)
    word = head.lower if head else "none"
    kind = next((k for k in _HEADS if word in heads()[k]), "none" if not head else "other")
    form = f"{candidate.party.kind}:{candidate.party.form}"
    end = candidate.last + len(run)
    following = next((c for c in reading.candidates if c.first >= candidate.last), None)
    opens = following is not None and following.first <= end
    told = f"opens={following.party.kind if following and opens else 'no'}"
    found = [f"head={word}", f"headkind={kind}:{form}", f"{side}:headkind={kind}:{before}", told]
    found += [f"{side}:{told}:{form}", f"{side}:{before}:{told}"]
    earlier = [c for c in reading.candidates if c.last <= candidate.first]
    if earlier and candidate.first <= earlier[-1].last + len(_run(reading, earlier[-1].last)):
        found += [f"opened={earlier[-1].party.kind}:{candidate.party.kind}", f"{side}:opened"]
        lead = earlier[-1].first
        found.append(f"{side}:opened:{reading.tokens[lead - 1].lower if lead else '^'}")
    return found


_HEADS = ("government", "officials", "things", "groups")


def _run(reading: Reading, index: int) -> list[Token]:
    """The words of the same noun phrase from token `index`: nouns, adjectives, a possessive."""
    end = index
    while end < len(reading.tokens):
        token = reading.tokens[end]
        inside = token.pos in {"ADJ", "NOUN", "NUM", "PROPN"} or token.lower in POSSESSIVE | {"-"}
        if not inside or end - index > 7:
            break
        end += 1
    return list(reading.tokens[index:end])


def _word(reading: Reading, index: int) -> str:
    return reading.tokens[index].lower if index < len(reading.tokens) else "$"


def _between(
    reading: Reading, candidate: Candidate, lead: int, span: tuple[int, int], side: str
) -> list[str]:
    at, end = span
    low, high = (candidate.last, at) if side == "B" else (end, lead)
    names = [c.name for c in reading.cues if low <= c.first and c.last <= high]
    others = [c for c in reading.candidates if low <= c.first and c.last <= high]
    verbs = any(t.pos in {"VERB", "AUX"} for t in reading.tokens[low:high])
    preps = [t.lower for t in reading.tokens[low:high] if t.pos == "ADP"]
    words = [t.lower for t in reading.tokens[low:high]]
    found = [
        f"{side}:gap={bucket(high - low)}",
        f"{side}:others={min(len({c.series for c in others}), 4)}",
    ]
    found += [
        f"{side}:verb={verbs}",
        f"{side}:preps={'|'.join(preps[-2:] if side == 'B' else preps[:2])}",
    ]
    found += [f"{side}:btw={name}" for name in names]
    if names:
        found += [
            f"{side}:btw1={names[0]}",
            f"{side}:btwN={names[-1]}",
            f"{side}:btw={'|'.join(names[:3])}",
        ]
    if len(words) <= 3:
        found.append(f"{side}:exact={' '.join(words)}")
    if side == "A":
        found += [f"A:prep={words[-1] if words else ''}", f"A:comma={',' in words}"]
    return found


def _place(reading: Reading, candidate: Candidate, span: tuple[int, int], side: str) -> list[str]:
    at = span[0]
    same = [c for c in reading.candidates if (c.first < at) == (side == "B")]
    # with its own, for words that hold the trigger ("anyone who halts aid") stand on either side
    order = sorted({candidate.series, *(c.series for c in same)}, reverse=side == "B")
    found = [f"{side}:nth={min(order.index(candidate.series), 4)}"]
    found.append(f"{side}:first={candidate.series == 0}")
    first = candidate.party
    kind = first.name if first.name in MAIN_BODIES else first.kind
    found.append(f"{side}:nth={min(order.index(candidate.series), 4)}:{kind}")
    if side == "B" and candidate.last <= at:
        inner = reading.tokens[candidate.last : at]
        premod = all(
            t.pos in {"ADJ", "NOUN", "PROPN", "NUM", "PUNCT"} or t.lower in POSSESSIVE
            for t in inner
        )
        found.append(f"premod={premod and len(inner) < 6}:{kind}:{first.form}")
        found.append(f"premod={premod and len(inner) < 6}")
    if candidate.last < len(reading.tokens) and reading.tokens[candidate.last].lower in POSSESSIVE:
        found.append(f"{side}:possessive")
    known = {c.party.name for c in reading.candidates if c.series != candidate.series}
    found += [f"{side}:{kind}:with:{name}" for name in MAIN_BODIES & known]
    found.append(f"{side}:{kind}:alone={not known}")
    return found


def _head_of(reading: Reading, first: int, last: int) -> int:
    for index in range(first, min(last, len(reading.tokens))):
        if not first <= reading.tokens[index].head < last:
            return index
    return first


def _up(reading: Reading, index: int) -> list[int]:
    chain = [index]
    while reading.tokens[index].head != index and len(chain) < 12:
        index = reading.tokens[index].head
        chain.append(index)
    return chain


def _path(reading: Reading, candidate: Candidate, at: int, kind: str) -> list[str]:
    """The way through the parse from candidate to trigger, with the cue classes on it."""
    ups = _up(reading, _head_of(reading, candidate.first, candidate.last))
    downs = _up(reading, at)
    meet = next((i for i in ups if i in downs), None)
    if meet is None:
        return ["path=none"]
    up, down = ups[: ups.index(meet)], downs[: downs.index(meet)]
    deps_up = [reading.tokens[i].dep for i in up]
    deps_down = [reading.tokens[i].dep for i in reversed(down)]
    cue = (classes_at(reading, meet) or [reading.tokens[meet].pos])[0]
    if len(up) + len(down) > 6:
        return ["path=long", f"path:top={deps_up[-1] if deps_up else '.'}:{cue}"]
    way = f"{'^'.join(deps_up)}|{'v'.join(deps_down)}"
    found = [
        f"path={way}",
        f"path={kind}:{way}:{cue}",
        f"path:ends={deps_up[-1:]}{cue}{deps_down[:1]}",
    ]
    found.append(f"path:len={len(up)}:{len(down)}")
    return found


def _clause(reading: Reading, candidate: Candidate, side: str) -> list[str]:
    """The verb that the candidate is subject or object of, and its class."""
    tokens = reading.tokens
    index = _head_of(reading, candidate.first, candidate.last)
    for _ in range(3):
        dep = tokens[index].dep
        if dep.startswith(("nsubj", "obj", "obl", "iobj")) or tokens[index].head == index:
            break
        index = tokens[index].head
    head = tokens[index].head
    dep = tokens[index].dep
    names = classes_at(reading, head)
    found = [f"gov={dep}:{tokens[head].lower}", f"{side}:gov={dep}"]
    found += [f"gov:{dep}:{name}" for name in names]
    nxt = next((c.name for c in reading.cues if c.first >= candidate.last), "none")
    last = next((c.name for c in reversed(reading.cues) if c.last <= candidate.first), "none")
    found += [f"{side}:next={nxt}", f"{side}:last={last}", f"{side}:next2={nxt}|{dep}"]
    return found
