"""GUM's dependency trees (CoNLL-U in a tar.gz), put on the tokens of our tokenizer."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

MAX_MEMBERS = 1_000
MAX_MEMBER_BYTES = 5_000_000
KEPT_FEATURES = frozenset(
    ["VerbForm", "Tense", "Mood", "Number", "Person", "Voice", "PronType", "Poss", "Degree"]
)
"""Morphological features the model learns; GUM's others (ExtPos, NumForm, ...) are left out."""


@dataclass(frozen=True, slots=True)
class Node:
    """A word of a tree: its range in the text; `head` is an index into the nodes (own = root)."""

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence with its tree, from the document `document`."""

    document: str
    text: str
    nodes: tuple[Node, ...]


def treebank_files(path: Path) -> Iterator[tuple[str, str]]:
    """Name and content of each CoNLL-U file of the archive, in the order of their names.

    Raises ValueError where the archive holds more or larger members than a treebank of this kind.
    """
    with tarfile.open(path, "r:gz") as archive:
        members = sorted((m for m in archive if m.isfile()), key=lambda m: m.name)
        if len(members) > MAX_MEMBERS or any(m.size > MAX_MEMBER_BYTES for m in members):
            raise ValueError(f"{path}: too many or too large members")
        for member in members:
            file = archive.extractfile(member)
            if file is not None and member.name.endswith(".conllu"):
                yield Path(member.name).stem, file.read().decode("utf-8")


def read_treebank(path: Path) -> Iterator[Tree]:
    """All trees of the archive, documents in the order of their names."""
    for name, content in treebank_files(path):
        yield from read_conllu(content, name)


def conllu_blocks(content: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The text of each sentence of a CoNLL-U file and the columns of its words."""
    for block in content.split("\n\n"):
        lines = block.split("\n")
        text = next((x[9:] for x in lines if x.startswith("# text = ")), "")
        rows = [x.split("\t") for x in lines if x[:1].isdigit()]
        yield text, [row for row in rows if row[0].isdigit()]


def read_conllu(content: str, document: str) -> Iterator[Tree]:
    """The trees of a CoNLL-U file; a sentence whose words are not found in its text is left out."""
    for text, rows in conllu_blocks(content):
        nodes = nodes_of(text, rows)
        if nodes:
            yield Tree(document, text, nodes)


def nodes_of(text: str, rows: list[list[str]]) -> tuple[Node, ...]:
    """The words at their places in the text; none at all where one of them is not there."""
    nodes: list[Node] = []
    place = 0
    for number, row in enumerate(rows):
        _, form, lemma, pos, tag, features, head, dep, *_ = row
        start = text.find(form, place)
        if start < 0 or text[place:start].strip():
            return ()
        place = start + len(form)
        kept = [f for f in features.split("|") if f.partition("=")[0] in KEPT_FEATURES]
        target = int(head) - 1 if head != "0" else number
        nodes.append(Node(start, place, lemma, pos, tag, "|".join(kept), target, dep))
    return tuple(nodes)


def to_doc(nlp: Language, tree: Tree) -> Doc | None:
    """The tree on the tokens of `nlp`: None where the two tokenisations cannot be brought together.

    A token that covers several words takes the word that heads the others; a word that is several
    tokens is headed by its last letters, the tokens before it are its `compound` (`punct`).
    """
    doc = nlp.make_doc(tree.text)
    if any(token.is_space for token in doc):
        return None
    words_of, anchor = _align(doc, tree)
    if words_of is None:
        return None
    heads, deps, source = [], [], []
    for token in doc:
        word = _top(tree, words_of[token.i])
        if word is None:
            return None
        node = tree.nodes[word]
        source.append(node)
        if anchor[word] != token.i and len(words_of[token.i]) == 1:
            heads.append(anchor[word])
            deps.append("punct" if token.is_punct else "compound")
        else:
            heads.append(anchor[node.head])
            deps.append("ROOT" if node.head == word else node.dep)
    return Doc(
        nlp.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[node.tag for node in source],
        pos=[node.pos for node in source],
        morphs=[node.morph for node in source],
        lemmas=[_lemma(token.text, node) for token, node in zip(doc, source, strict=True)],
        heads=heads,
        deps=deps,
        sent_starts=[token.i == 0 for token in doc],
    )


def _lemma(surface: str, node: Node) -> str:
    whole = len(surface) == node.end - node.start
    return node.lemma if whole else surface.lower()


def _align(doc: Doc, tree: Tree) -> tuple[list[list[int]] | None, list[int]]:
    """For each token the words it covers, and for each word the token that stands for it."""
    words_of: list[list[int]] = [[] for _ in doc]
    anchor: list[int] = []
    for number, node in enumerate(tree.nodes):
        over = [t.i for t in doc if t.idx < node.end and node.start < t.idx + len(t)]
        if not over:
            return None, []
        if len(over) > 1 and (
            doc[over[0]].idx < node.start or doc[over[-1]].idx + len(doc[over[-1]]) > node.end
        ):
            return None, []
        for i in over:
            words_of[i].append(number)
        anchor.append(next((i for i in reversed(over) if not doc[i].is_punct), over[-1]))
    return (words_of if all(words_of) else None), anchor


def _top(tree: Tree, words: list[int]) -> int | None:
    """The one word of the group whose head lies outside it (or is the root)."""
    tops = [w for w in words if tree.nodes[w].head == w or tree.nodes[w].head not in words]
    return tops[0] if len(tops) == 1 else None
