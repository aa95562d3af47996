"""How far the words of an unnamed group go, over the shipped parser."""

from __future__ import annotations

import pytest

from tests.sanctions.told import bare
from transforms.sanctions.parties import heads


def _groups(sentence: str) -> list[str]:
    return [c.party.name for c in bare(sentence).candidates if c.party.kind == "group"]


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        (
            "The Council may put sanctions on anyone who halts aid convoys.",
            ["anyone who halts aid convoys"],
        ),
        (
            "The Council may put sanctions on militias that have halted aid convoys.",
            ["militias that have halted aid convoys"],
        ),
        (
            "Britain put sanctions on tankers that evade the oil price cap.",
            ["tankers that evade the oil price cap"],
        ),
        (
            "The bloc adopted sanctions on countries that violate the arms embargo on Libya.",
            ["countries that violate the arms embargo on Libya"],
        ),
        ("They are people who face sanctions in Europe.", ["people"]),
        (
            "Moscow barred diplomats from countries that imposed sanctions on two Russian banks.",
            ["diplomats", "countries", "Russian banks"],
        ),
        (
            "In reply to the sanctions it bans all senior officials from Arab states.",
            ["senior officials"],
        ),
        (
            "Sanctions on Haitian police and Indonesia's army were lifted.",
            ["Haitian police", "Indonesia's army"],
        ),
        ("The U.S. sanctioned two men who work for it.", ["men who work for it"]),
        (
            "The Council may put sanctions on commanders who recruit children.",
            ["commanders who recruit children"],
        ),
        (
            "Officials say political leaders who obstruct the talks could face sanctions.",
            ["Officials", "political leaders who obstruct the talks"],
        ),
        (
            "The Treasury froze the assets of companies he founded.",
            ["companies he founded"],
        ),
        (
            "It wants sanctions against anyone who tried to block the vote by force.",
            ["anyone who tried to block the vote by force"],
        ),
        (
            "Britain froze the assets of organizations suspected of raising money for rebels.",
            ["organizations suspected of raising money", "rebels"],
        ),
        ("The European Union removed five companies from its sanctions list.", ["companies"]),
        ("The ruling came from people whose assets were frozen.", ["people"]),
        ("The order froze the assets of four people.", ["people"]),
        ("The sanctions also hit his family.", ["family"]),
        (
            "It put sanctions on companies they said had helped Russia.",
            ["companies they said had helped Russia"],
        ),
        (
            "Canada put sanctions on people who helped Iran and companies that sold it arms.",
            ["people who helped Iran", "companies that sold it arms"],
        ),
        (
            "It threatened sanctions on firms that sell arms (tanks and rifles).",
            ["firms that sell arms"],
        ),
        (
            "Chad put sanctions on officials from the breakaway territory.",
            ["officials from the breakaway territory"],
        ),
        ("France took five Saudi officials off its blacklist.", ["Saudi officials"]),
        (
            "Washington placed sanctions on two firms accused of selling weapons.",
            ["firms accused of selling weapons"],
        ),
        (
            "It froze the money of several banks that are said to launder cash.",
            ["banks that are said to launder cash"],
        ),
        (
            "Tonga put sanctions on two men it accuses of raising money.",
            ["men it accuses of raising money"],
        ),
        (
            "It may place sanctions on Somalis who attack aid workers.",
            ["Somalis who attack aid workers"],
        ),
        (
            "Firms that trade with the island also face sanctions.",
            ["Firms that trade with the island"],
        ),
        ("It put sanctions on eleven companies and people.", ["companies and people"]),
        ("The sanctions hurt the government and people of Cuba.", []),
        ("U.S. officials accused Iran of cheating and want sanctions.", ["U.S. officials"]),
        ("It put sanctions on two North Koreans.", ["North Koreans"]),
        (
            "It put sanctions on companies that Iran has used to buy parts.",
            ["companies that Iran has used to buy parts"],
        ),
        ("Without sanctions on those men he is free to act.", ["those men"]),
        (
            "It put sanctions on two companies that supply fuel to the air force.",
            ["companies that supply fuel to the air force"],
        ),
        (
            "It may tighten the sanctions on countries that trade in their diamonds.",
            ["countries that trade in their diamonds"],
        ),
        ("The United Nations puts six generals on its sanctions list.", ["generals"]),
        (
            "The Council approved travel bans for those who block peace in Darfur.",
            ["those who block peace in Darfur"],
        ),
        (
            "He said anyone who obstructs the accord should be hit by sanctions.",
            ["anyone who obstructs the accord"],
        ),
        (
            "Those across the border who arm the rebels should face sanctions.",
            ["Those across the border who arm the rebels"],
        ),
        (
            "He said whoever broke the cease-fire can expect sanctions.",
            ["whoever broke the cease-fire"],
        ),
        (
            "It put sanctions on a Chinese broker and its director.",
            ["Chinese broker", "director"],
        ),
        (
            "The Treasury put sanctions on a subsidiary of the oil company Rosneft.",
            ["subsidiary of the oil company Rosneft"],
        ),
        ("It put sanctions on Burma's generals last week.", ["Burma's generals"]),
        (
            "It threatened sanctions against the leaders of Saturday's coup.",
            ["leaders of Saturday's coup"],
        ),
        (
            "Peru may put sanctions on any government that seizes land.",
            ["government that seizes land"],
        ),
        (
            "The bloc banned the president and 30 officials from entering its states.",
            ["president", "officials"],
        ),
        ("Britain revoked the visas of two Peruvian judges.", ["Peruvian judges"]),
        ("It wants sanctions against governments that arm gangs.", ["governments that arm gangs"]),
        (
            "Chile says companies that work on it could face sanctions.",
            ["companies that work on it"],
        ),
        (
            "It froze the assets of four officials it links to the missile program.",
            ["officials it links to the missile program"],
        ),
        (
            "It imposed sanctions on a Macau bank it accused of laundering money.",
            ["Macau bank it accused of laundering money"],
        ),
        (
            "It wants sanctions on those found to have blocked peace efforts in the south.",
            ["those found to have blocked peace efforts in the south"],
        ),
        (
            "Any member state found to have hosted such a prison could face sanctions.",
            ["member state found to have hosted such a prison"],
        ),
        (
            "It put the group that planned the attack on its blacklist.",
            ["group that planned the attack"],
        ),
        (
            "It threatens the officers who took power last week with sanctions.",
            ["officers who took power last week"],
        ),
        (
            "It put sanctions on men accused of blocking peace or violating human rights.",
            ["men accused of blocking peace or violating human rights"],
        ),
        (
            "It has sanctions on companies in China, Peru and Chile.",
            ["companies in China, Peru and Chile"],
        ),
        (
            "The Council added the leader of the group to its sanctions list.",
            ["leader of the group"],
        ),
        (
            "Chad wants sanctions on those who impede the talks, block the aid and attack a town.",
            ["those who impede the talks, block the aid and attack a town"],
        ),
        (
            "It put sanctions on firms and people considered a threat to its security.",
            ["firms and people considered a threat to its security"],
        ),
        (
            "It put sanctions on pirate leaders and those who finance them.",
            ["pirate leaders", "those who finance them"],
        ),
        ("The kidnappers should be punished by sanctions.", ["kidnappers"]),
        ("Some of the computers broke the sanctions.", []),
        ("It has frozen the rebels' assets.", ["rebels"]),
        ("It took the banks off the list of those under sanctions.", ["banks", "those"]),
        (
            "It put sanctions on four Sudanese accused of atrocities.",
            ["Sudanese accused of atrocities"],
        ),
        ("It put sanctions on four Sudanese firms.", ["Sudanese firms"]),
        ("Sanctions came after the plane crash that killed its ambassador.", []),
        ("He told people on Friday that sanctions on Iran would stay.", []),
    ],
)
def test_the_words_of_a_group(sentence: str, groups: list[str]) -> None:
    assert _groups(sentence) == groups


def test_a_head_word_is_of_one_kind() -> None:
    assert not heads()["groups"] & heads()["single"]
