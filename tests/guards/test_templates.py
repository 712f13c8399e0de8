"""Rules that every template keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
ALL = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
SHARED = ("layouts/", "components/")


@pytest.mark.parametrize("name", ALL)
def test_a_template_compiles(app_without_database: Flask, name: str) -> None:
    assert app_without_database.jinja_env.get_template(name)


@pytest.mark.parametrize("name", ALL)
def test_a_template_uses_what_it_imports(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for names in re.findall(r"{%-?\s*from\s+\S+\s+import\s+(.+?)\s*-?%}", text):
        for imported in (part.split(" as ")[-1].strip() for part in names.split(",")):
            imported = imported.removesuffix(" with context").strip()
            uses = len(re.findall(rf"\b{re.escape(imported)}\b", text))
            assert uses > 1, f"{name} imports {imported} and never uses it"


@pytest.mark.parametrize("name", ALL)
def test_a_template_trusts_no_text(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert "|safe" not in text.replace(" ", ""), f"{name} switches escaping off"
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text), f"{name} holds a style or a script"


def test_every_template_is_used(app_without_database: Flask) -> None:
    named = set()
    for path in (ROOT / "localoffer").rglob("*.py"):
        named |= set(re.findall(r"[\"']([a-z_/]+\.html)[\"']", path.read_text(encoding="utf-8")))
    environment = app_without_database.jinja_env
    for name in ALL:
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        named |= {found for found in meta.find_referenced_templates(environment.parse(text)) if found}
        named |= set(re.findall(r'\bkept\("([a-z_/]+\.html)"', text))
    unused = [name for name in ALL if name not in named and not name.startswith("security/")]
    assert not unused, f"nobody uses {unused}"


@pytest.mark.parametrize("name", [name for name in ALL if not name.startswith(SHARED)])
def test_a_page_has_a_title(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    parent = re.search(r'{% extends "([^"]+)" %}', text)
    # form_page makes its title from the heading, and a page that extends a page has that page's
    if parent and parent[1].startswith("layouts/") and parent[1] != "layouts/form_page.html":
        assert "block title" in text, f"{name} has no title"
