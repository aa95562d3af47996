"""Parts whose kinds are told become blocks and pictures."""

from __future__ import annotations

import pytest

from transforms.articles.blocks import pictures
from transforms.articles.captions import Picture
from transforms.articles.parts import read_parts
from transforms.read.records import Part


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("(Image credit: Roe Corp.)", "Roe Corp."),
        ("( Image: Getty Images/iStockphoto)", "Getty Images/iStockphoto"),
        ("Photo by JANE ROE", "JANE ROE"),
        ("Jane Roe/The Example", "Jane Roe/The Example"),
    ],
)
def test_a_credit_is_a_name_without_label_and_brackets(text, credit):
    layout = read_parts("Talks", None, [Part("paragraph", "They met."), Part("credit", text)])
    assert pictures(layout.blocks) == [Picture(None, credit)]
    assert layout.blocks[-1].text == text
