"""A text that changes, and changes back."""

from __future__ import annotations

A = "Envoys meet\n\nEnvoys of Chile and Peru met in Lima on Monday to talk about trade.\n"
B = "Envoys meet\n\nEnvoys of Chile and Peru met in Lima on Tuesday to talk about trade.\n"


def test_a_text_that_changes_back_is_three_revisions(tmp_path, sanctograph, ask):
    home, page = tmp_path / "home", tmp_path / "page.txt"
    for text in (A, B, A):
        page.write_text(text)
        assert sanctograph("run", page, "--home", home, "--local").returncode == 0
    assert ask(home, "SELECT revision, text LIKE '%Monday%' FROM articles") == [(3, True)]
    revisions = ask(home, "SELECT revision, content_hash FROM article_revisions ORDER BY 1")
    assert [revision for revision, _ in revisions] == [1, 2, 3]
    assert revisions[0][1] == revisions[2][1] != revisions[1][1]
    assert ask(home, "SELECT COUNT(*) FROM mentions WHERE surface = 'Tuesday'") == [(0,)]
