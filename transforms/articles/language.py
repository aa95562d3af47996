"""Which language a text is in: the publisher's word, else what py3langid hears."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from transforms.articles.patterns import WORDS

NEWS_LANGUAGES = sorted(WORDS["news_languages"])
"""Those that newspapers appear in, so that no creole or minority language is heard by chance."""

HEARD = 300
"""Code points that are listened to: more do not change the answer, and cost 0.2 ms a thousand."""

DOUBT = 0.6
"""Below this share of likelihood a text is taken as English if its letters are."""

_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"([A-Za-z]{2})(?:[-_]\w+)*")
_NAMES = {
    "english": "en", "eng": "en", "french": "fr", "fra": "fr", "german": "de", "deu": "de",
    "spanish": "es", "spa": "es", "russian": "ru", "rus": "ru", "chinese": "zh", "arabic": "ar",
    "italian": "it", "portuguese": "pt", "ukrainian": "uk", "turkish": "tr", "persian": "fa",
}  # fmt: skip


def language_of(given: str | None, text: str) -> str | None:
    """ISO 639-1 code; null where neither the given one nor the text tells.

    Headlines and sentences made of names say little: where no language is likelier than `DOUBT`,
    a text in plain Latin letters is English.
    """
    if given:
        match = _CODE.fullmatch(given.strip())
        if code := match[1].lower() if match else _NAMES.get(given.strip().lower()):
            return code
    heard = text[:HEARD]
    if len(_LETTER.findall(heard, 0, 60)) < 3:
        return None
    language, likelihood = _identifier().classify(heard)
    if likelihood >= DOUBT:
        return str(language)
    letters = [c for c in heard if c.isalpha()]
    plain = sum(c.isascii() for c in letters)
    return "en" if plain * 20 >= len(letters) * 19 else None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(NEWS_LANGUAGES)
    return identifier
