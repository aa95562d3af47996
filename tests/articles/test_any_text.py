"""Whatever a text holds, its blocks are clean spans and nothing of it is lost."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.articles.blocks import joined
from transforms.articles.given import read_given
from transforms.articles.page import read_page
from transforms.read.decode import repair

_PIECES = st.sampled_from(
    [
        "By Ann Lee", "4/15/2023", "Updated:", "0:00", "Read more", "Related articles", "Sources",
        "A port. (Ann Lee/AFP)", "MOSCOW (AP) — The firm was listed on Monday by the ministry.",
        "• one", "1. two", "—Ann Lee", "Photo: X", "Image: Y.", "██ z", "Ann Lee contributed.",
        "The firm was sanctioned.The bank was not, a spokeswoman told reporters in Geneva.", "\n",
        "Heading Here", "T | Site", "((WN)) Why?", "\xa0", "—", "(", "FILE - ", "By",
    ]
)  # fmt: skip
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=40)), max_size=25).map("\n".join)


def _letters(text: str) -> str:
    return re.sub(r"\W|_|WN|\d", "", text)


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_blocks_of_any_text_are_clean_and_whole(raw: str) -> None:
    text, _ = repair(raw)
    for layout in (read_page(text), read_given(None, None, text)):
        whole, spans = joined(layout.blocks)
        for start, end in spans:
            words = whole[start:end]
            assert words
            assert words == words.strip()
        for block in layout.blocks:
            assert block.duplicate_of is None or block.duplicate_of < layout.blocks.index(block) + 1
        assert sorted(_letters(whole)) == sorted(_letters(text))
