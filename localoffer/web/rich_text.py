"""Text that staff and providers write, as safe markup: paragraphs and lists, nothing else. The one sanitiser."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "ul", "ol", "li", "br"}
_reader = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["list", "newline"])


def rich_text(text: str) -> Markup:
    """Return plain text as markup: a blank line begins a paragraph, lines that begin with ``- `` make a list."""
    return Markup(nh3.clean(_reader.render(text), tags=_TAGS, attributes={}))  # noqa: S704 - nh3 has just cleaned it
