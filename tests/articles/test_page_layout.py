"""The rules of the layout, one at a time."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

Page = Callable[[str], Any]
Given = Callable[..., Any]
LONG = (
    "The Treasury imposed sanctions on three shipping firms on Monday, saying that they had moved "
    "oil in breach of the price cap."
)
NEXT = "Their owners said in a statement that they would appeal to a federal court in New York."


def test_title_repeated_by_the_scraper_is_read_once(page: Page) -> None:
    got = page(f"Treasury lists three firms\n\nTreasury lists three firms\n{LONG}\n{NEXT}\n")
    assert got.row["title"] == "Treasury lists three firms"
    assert got.blocks[1] == ("title", "Treasury lists three firms", 0)
    assert got.of("paragraph") == [LONG, NEXT]


def test_site_name_is_cut_from_the_title_and_kept_as_publisher(page: Page) -> None:
    got = page(f"Treasury lists three firms | The Example\n\n{LONG}\n{NEXT}\n")
    assert got.row["title"] == "Treasury lists three firms"
    assert got.row["publisher"] == "The Example"


def test_page_that_opens_with_prose_has_no_title(page: Page) -> None:
    got = page(f"{LONG}\n\n{NEXT}\n")
    assert got.row["title"] is None
    assert got.of("paragraph") == [LONG, NEXT]


def test_label_on_its_own_line_belongs_to_the_date_under_it(page: Page) -> None:
    got = page(f"Firms listed\n4/15/2023\nUpdated:\n4/16/2023\n\n{LONG}\n{NEXT}\n")
    assert got.row["published_date"] == date(2023, 4, 15)
    assert got.row["updated_at"] == datetime(2023, 4, 16)


def test_page_that_tells_only_its_update_has_no_day_of_publication(page: Page) -> None:
    got = page(f"Firms listed\nUpdated April 16, 2023\n\n{LONG}\n{NEXT}\n")
    assert got.row["published_at"] is None
    assert got.row["updated_at"] == datetime(2023, 4, 16)


def test_numbers_with_the_day_first_are_known_by_a_date_written_out(page: Page) -> None:
    text = "Firms listed\n05/04/2023\n\n{} It was signed on 5 April 2023.\n{}\n"
    assert page(text.format(LONG, NEXT)).row["published_date"] == date(2023, 4, 5)


def test_numbers_are_read_with_the_month_first_where_nothing_tells(page: Page) -> None:
    got = page(f"Firms listed\n05/04/2023\n\n{LONG}\n{NEXT}\n")
    assert got.row["published_date"] == date(2023, 5, 4)


def test_byline_and_date_in_one_line_are_two_blocks(page: Page) -> None:
    got = page(f"Firms listed\nBy Ann Lee | April 15, 2023\n\n{LONG}\n{NEXT}\n")
    assert got.row["authors"] == ["Ann Lee"]
    assert got.of("byline") == ["By Ann Lee"]
    assert got.of("dateline") == ["April 15, 2023"]


def test_contributor_line_glued_to_the_last_paragraph_is_cut_off(page: Page) -> None:
    got = page(f"Firms listed\n\n{LONG}\n\n{NEXT} Ann Lee contributed to this report.\n")
    assert got.of("paragraph") == [LONG, NEXT]
    assert got.row["contributors"] == ["Ann Lee"]


def test_credit_under_a_caption_makes_one_picture(page: Page) -> None:
    got = page(
        f"Firms listed\nMay 2, 2023\nImage source, Getty Images\n"
        f"Image caption, A tanker off Limassol\n{LONG}\n{NEXT}\n"
    )
    assert got.images == [("A tanker off Limassol", "Getty Images")]


def test_repeated_caption_is_one_picture(page: Page) -> None:
    caption = "A tanker off Limassol on May 2, 2023. (Ann Lee/AFP via Getty Images)"
    got = page(f"Firms listed\n\n{LONG}\n{caption}\n{caption}\n{NEXT}\n")
    assert got.images == [("A tanker off Limassol on May 2, 2023.", "Ann Lee/AFP via Getty Images")]
    assert got.blocks[3] == ("caption", caption, 2)


def test_brackets_at_the_end_of_a_paragraph_are_no_credit(page: Page) -> None:
    line = "The plant is run by the Tokyo Electric Power Company (TEPCO)"
    got = page(f"Firms listed\n\n{LONG}\n\n{line}.\n\n{NEXT}\n")
    assert got.images == []
    assert got.of("paragraph") == [LONG, f"{line}.", NEXT]


def test_report_signed_off_by_its_agency_is_no_caption(page: Page) -> None:
    got = page(f"Firms listed\n\n{LONG}\n\n{NEXT} (Reuters)\n")
    assert got.images == []
    assert got.of("paragraph")[-1].endswith("(Reuters)")


def test_links_under_read_more_are_not_body(page: Page) -> None:
    got = page(
        f"Firms listed\n\n{LONG}\n\nREAD MORE\nOil price falls again\n"
        f"Who owns the shadow fleet?\n\n{NEXT}\n"
    )
    assert got.body == [LONG, NEXT]


def test_link_list_inside_the_article_does_not_end_it(page: Page) -> None:
    got = page("\n\n".join(["Firms listed", LONG, "Related articles", NEXT, LONG[::-1]]))
    assert NEXT in got.body


def test_hard_wrapped_lines_are_joined(page: Page) -> None:
    wrapped = textwrap.fill(f"{LONG} {NEXT}", 70)
    other = textwrap.fill(f"{NEXT} {LONG}", 70)
    got = page(f"Firms listed\n\n{wrapped}\n\n{other}\n")
    assert got.of("paragraph") == [f"{LONG} {NEXT}", f"{NEXT} {LONG}"]
    assert got.row["repairs"] == ["hard_wraps"]


def test_place_and_agency_are_cut_off_as_dateline(page: Page) -> None:
    got = page(f"Firms listed\n\nMOSCOW (AP) — {LONG}\n{NEXT}\n")
    assert got.row["dateline"] == "MOSCOW (AP)"
    assert got.of("paragraph") == [LONG, NEXT]


def test_author_described_at_the_end_is_no_body(page: Page) -> None:
    bio = "Ann Lee is a reporter in Brussels."
    got = page(f"Firms listed\nBy Ann Lee\n\n{LONG}\n\n{NEXT}\n\n{bio}\n")
    assert got.body == [LONG, NEXT]


def test_title_is_never_guessed_for_a_column_record(given: Given) -> None:
    got = given(text=f"Firms listed\n\n{LONG}\n\n{NEXT}")
    assert got.row["title"] is None
    assert got.blocks[0] == ("heading", "Firms listed", None)


def test_one_line_in_a_column_is_a_paragraph_whatever_it_looks_like(given: Given) -> None:
    assert given(text="Recep Tayyip Erdogan").blocks == [
        ("paragraph", "Recep Tayyip Erdogan", None)
    ]


def test_words_are_counted_without_repeats_and_dirt(given: Given) -> None:
    got = given(title="Firms listed", text="Firms listed\n\nThe U.S. listed two-way firms.\n\n0:00")
    assert [b[0] for b in got.blocks] == ["title", "title", "paragraph", "boilerplate"]
    assert got.row["word_count"] == 7


def test_time_with_an_offset_is_utc_and_keeps_the_local_day(given: Given) -> None:
    row = given(text=LONG, date="2023-04-15T01:30:00+03:00").row
    assert row["published_at"] == datetime(2023, 4, 14, 22, 30)
    assert row["published_date"] == date(2023, 4, 15)
    assert (row["published_tz"], row["published_precision"]) == ("+03:00", "second")


def test_language_is_heard_where_none_is_given(given: Given) -> None:
    german = "Die Minister treffen sich am Sonntag in Moskau zu Gesprächen über die Sanktionen."
    assert given(text=german).row["language"] == "de"
    assert given(text=german, lang="en-GB").row["language"] == "en"
    assert given(text="Gbagbo. Ouattara.").row["language"] == "en"


def test_glued_sentences_are_parted_and_names_are_not(given: Given) -> None:
    got = given(text="They met in Moscow.The talks failed. Znak.com, U.S.A, No.10 and 3.5 stay.")
    assert got.row["text"] == (
        "They met in Moscow. The talks failed. Znak.com, U.S.A, No.10 and 3.5 stay."
    )
    assert got.row["repairs"] == ["glued_sentences"]
