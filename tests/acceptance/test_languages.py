"""Articles in other languages: loaded, counted, and read where a pipeline is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy

PAGE = """Rat verlängert Embargo gegen Belarus

Die Minister verlängerten am Montag in Brüssel das Embargo gegen Belarus, sagte Anna Müller.
Müller nannte die Entscheidung einen wichtigen Schritt für die Sicherheit in Europa.
"""


def _pipeline(folder: Path) -> None:
    nlp = spacy.blank("de")
    ruler: Any = nlp.add_pipe("entity_ruler")
    names = {"Anna Müller": "PER", "Müller": "PER", "Belarus": "LOC", "Brüssel": "LOC"}
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in names.items()])
    folder.parent.mkdir()
    nlp.to_disk(folder)


def test_a_german_article_is_counted_and_read_once_a_pipeline_is_given(tmp_path, sanctograph, ask):
    home, page = tmp_path / "home", tmp_path / "rat.txt"
    page.write_text(PAGE)
    done = sanctograph("run", page, "--home", home, "--local")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("no names")]
    assert "1 in de: metadata only; [models] in sources.toml names pipelines" in line
    assert ask(home, "SELECT language, title FROM articles") == [
        ("de", "Rat verlängert Embargo gegen Belarus")
    ]
    assert ask(home, "SELECT COUNT(*) FROM mentions") == [(0,)]

    _pipeline(home / "pipelines" / "deutsch")
    (home / "sources.toml").write_text('[models]\nde = "pipelines/deutsch"\n')
    done = sanctograph("run", page, "--home", home, "--local")
    assert done.returncode == 0, done.stderr
    assert "no names" not in done.stdout
    assert ask(
        home,
        "SELECT e.name, e.kind, e.country, a.mention_count FROM article_entities AS a"
        " JOIN entities AS e USING (entity_id) ORDER BY 1",
    ) == [
        ("Anna Müller", "person", None, 2),
        ("Belarus", "country", "by", 2),
        ("Brüssel", "place", None, 1),
    ]


def test_a_pipeline_that_is_not_there_is_told_in_one_line(tmp_path, sanctograph):
    home, page = tmp_path / "home", tmp_path / "rat.txt"
    page.write_text(PAGE)
    home.mkdir()
    (home / "sources.toml").write_text('[models]\nde = "de_core_news_xx"\n')
    done = sanctograph("run", page, "--home", home, "--local")
    assert done.returncode == 2
    assert "python -m spacy download de_core_news_xx" in done.stderr
    assert "Traceback" not in done.stderr
