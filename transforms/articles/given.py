"""A record with its title in a column: only its text is laid out, more cautiously than a page."""

from __future__ import annotations

from transforms.articles.blocks import Layout, folded, mark_repeats
from transforms.articles.body import Body, split_dateline
from transforms.articles.dates import date_line
from transforms.articles.tidy import Line, tidy_lines


def read_given(title: str | None, subtitle: str | None, text: str) -> Layout:
    """The blocks of a record; the title is the column's or null, never one guessed from the text.

    A text of one line stays a paragraph whatever it looks like. Dates, bylines and captions are
    taken out where a whole line is one.
    """
    lines, repairs = tidy_lines(text)
    layout = Layout(repairs=repairs)
    layout.add_titles(title, subtitle)
    shown = {folded(b.text): b.kind for b in layout.blocks}
    while len(lines) > 1 and (kind := shown.get(folded(lines[0].text), "")):
        layout.add(kind, lines[0].text)
        lines = lines[1:]
    if len(lines) == 1:
        _add_only(lines[0], layout)
    else:
        Body(lines, layout, page=False).read()
    mark_repeats(layout.blocks)
    return layout


def _add_only(line: Line, layout: Layout) -> None:
    if dates := date_line(line.text):
        layout.add_dates(line.text, dates)
    else:
        layout.add("paragraph", split_dateline(line.text, layout))
