"""What an article's evidence makes of a name that a list has too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from transforms.watchlists.deciding import among, decide
from transforms.watchlists.evidence import Evidence
from transforms.watchlists.likeness import compare
from transforms.watchlists.places import places
from transforms.watchlists.sounds import is_transliteration

LI = Evidence(
    called="Li Shangfu",
    group="person",
    kind="person",
    country="cn",
    roles=("Chinese Defense Minister",),
    role_countries=("cn",),
    around=("cn", "ru"),
    day=date(2023, 4, 15),
    list_name="Shangfu LI",
    name_type="primary",
    score=1.0,
    countries=("cn",),
    positions=("Director of Equipment Development Department",),
    birth_dates=("1958-02-01/1958-02-28",),
)
ALONE: dict[str, Any] = {"country": None, "roles": (), "role_countries": (), "around": ()}


def named(called: str, listed: str, **told: Any) -> Evidence:
    group = told.get("group", "person")
    score = compare(called, listed, person=group == "person").score
    return replace(LI, **{"called": called, "list_name": listed, "score": score, **told})


def test_a_name_and_a_country_that_agree_are_accepted_and_said_in_a_sentence() -> None:
    found = decide(LI)
    assert found.decision == "auto"
    assert found.explanation == "“Li Shangfu” is the listed name “Shangfu LI”; both say China."


def test_a_bare_name_stays_a_candidate() -> None:
    assert decide(replace(LI, **ALONE)).decision == "candidate"


def test_a_long_rare_name_needs_nothing_else() -> None:
    told = named("Robert Gabriel Mugabe", "Robert Gabriel MUGABE", **ALONE)
    assert decide(told).decision == "auto"


def test_a_usual_name_is_not_accepted_on_its_country_alone() -> None:
    told = named("Sergei Ivanov", "Sergei IVANOV", country="ru", countries=("ru",), roles=())
    assert decide(told).decision == "candidate"


def test_a_usual_name_is_accepted_where_the_office_agrees_too() -> None:
    told = named(
        "Sergei Ivanov",
        "Sergei IVANOV",
        country="ru",
        countries=("ru",),
        roles=("Defense Minister",),
        positions=("Minister of Defence of the Russian Federation",),
    )
    assert decide(told).decision == "auto"


def test_another_country_speaks_against_it() -> None:
    assert decide(replace(LI, country="us", roles=(), role_countries=())).decision is None


def test_relatives_are_never_matched_on_the_family_name() -> None:
    for listed in ("Irina Aleksandrovna SHOIGU", "Yuliya Sergeyevna SHOIGU"):
        told = named("Sergei Shoigu", listed, country="ru", countries=("ru",))
        assert decide(told).decision is None


def test_a_father_is_not_his_son_who_bears_his_name() -> None:
    told = named(
        "Saddam Hussein",
        "Ali Saddam Hussein AL-TIKRITI",
        **ALONE | {"around": ("iq",)},
        countries=("iq",),
    )
    assert decide(told).decision is None


def test_two_names_that_only_sound_alike_are_not_matched() -> None:
    told = named("Bashar al-Assad", "Bushra AL-ASSAD", country="sy", countries=("sy",))
    assert decide(told).decision is None


def test_somebody_of_an_impossible_age_is_not_matched() -> None:
    assert decide(replace(LI, birth_dates=("1858",))).decision is None
    assert decide(replace(LI, birth_dates=("1858", "1958"))).decision == "auto"


def test_a_name_that_the_list_calls_weak_is_not_accepted_on_a_country() -> None:
    assert decide(replace(LI, name_type="weak_alias")).decision == "candidate"


def test_a_surname_alone_is_nobody() -> None:
    assert (
        decide(named("Putin", "Vladimir PUTIN", country="ru", countries=("ru",))).decision is None
    )


@pytest.mark.parametrize(
    ("called", "listed", "country", "decision"),
    [
        ("Mahan Air", "MAHAN AIR", "ir", "auto"),
        ("Federal Security Service", "FEDERAL SECURITY SERVICE", "ir", "auto"),
        ("Mahan Air", "MAHAN AIR", None, "candidate"),
        ("Mahan Air", "MAHAN AIR", "us", None),
        ("Congress", "KURDISTAN FREEDOM AND DEMOCRACY CONGRESS", "ir", None),
        ("Secret Service", "PUMA SECURITY SERVICE", "ir", None),
    ],
)
def test_bodies_must_have_the_very_name_and_a_country(
    called: str, listed: str, country: str | None, decision: str | None
) -> None:
    told = named(
        called, listed, group="organization", country=country, countries=("ir",), roles=(),
        role_countries=(), positions=(), birth_dates=(), around=(),
    )  # fmt: skip
    assert decide(told).decision == decision


def test_namesakes_on_the_list_itself_stay_candidates() -> None:
    same = [decide(LI), decide(LI)]
    assert [f.decision for f in among(same)] == ["candidate", "candidate"]
    assert among(same)[0].explanation.endswith("other entries of the list bear that name too.")


def test_of_namesakes_on_the_list_the_one_with_the_office_is_accepted() -> None:
    better = decide(replace(LI, positions=("Minister of Defense of China",)))
    assert [f.decision for f in among([decide(LI), better])] == ["candidate", "auto"]


@pytest.mark.parametrize(
    ("programs", "codes"),
    [
        (("RUSSIA-EO14024",), ("ru",)),
        (("UKRAINE-EO13661",), ("ru", "ua")),
        (("ZIMBABWE",), ("zw",)),
        (("Democratic Republic of the Congo",), ("cd",)),
        (("DRC", "SDGT"), ("cd",)),
        (("CAATSA - RUSSIA",), ("ru",)),
        (("CYBER2", "GLOMAG"), ()),
    ],
)
def test_programmes_are_about_countries(programs: tuple[str, ...], codes: tuple[str, ...]) -> None:
    assert places(programs) == codes


def test_a_programmes_country_speaks_for_an_entry_and_never_against_it() -> None:
    entry = {"countries": (), "places": ("zw",), "roles": (), "role_countries": ()}
    told = named("Grace Mugabe", "Grace MUGABE", country="zw", **entry)
    assert decide(told).decision == "auto"
    assert decide(replace(told, country="us")).decision == "candidate"


@pytest.mark.parametrize(
    ("called", "listed", "role"),
    [
        ("Alexandra Lukashenko", "Alexandr LUKASHENKO", "lawmaker"),
        ("Andrea Patrusheva", "Andrey PATRUSHEV", "lawmaker"),
        ("Yevgeny Prigozhin Jr.", "Yevgeny PRIGOZHIN", "lawmaker"),
        ("Hossein Salami", "Hossein SALIMI", "General"),
        ("Dmitry Medvedev", "Dmitry MEDVEDEV", "Russian skater"),
        ("Carrie Lam", "Carrie LAM", "Hong Kong singer"),
    ],
)
def test_another_sex_generation_vowel_or_trade_is_left_to_a_person(
    called: str, listed: str, role: str
) -> None:
    told = named(
        called, listed, country="ru", countries=("ru",), roles=(role,), positions=("General",)
    )
    assert decide(told).decision in ("candidate", None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("sergei", "sergey", True),
        ("usmanov", "usmonov", True),
        ("mohammed", "muhammad", True),
        ("zawahri", "zawahiri", True),
        ("lukashenko", "lukashenka", True),
        ("salami", "salimi", False),
        ("ahmadi", "ahmadian", False),
        ("alexandr", "alexandra", False),
        ("mario", "maria", False),
    ],
)
def test_which_words_may_be_one_word_of_two_transliterators(
    one: str, other: str, same: bool
) -> None:
    assert is_transliteration(one, other) is same
    assert is_transliteration(other, one) is same
