"""From an HTML page to a record: what of it is the article, and what it says of itself."""

from transforms.articles.web.reading import read_web_page

__all__ = ["read_web_page"]
