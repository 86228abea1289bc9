"""Script and style stand in files of ours: none in a template; what is vendored is what it says it is."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from disposal.pages.assets import ASSETS, assets
from notices.typesetting.resources import templates_root

TEMPLATES = sorted(path for path in templates_root().rglob("*.j2") if "notices" not in path.parts)
INLINE = (
    re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    re.compile(r"<style", re.IGNORECASE),
    re.compile(r"\sstyle\s*=", re.IGNORECASE),
    re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    re.compile(r'javascript:|hx-on|\bjs:|hx-trigger="[^"]*\[', re.IGNORECASE),
)
OURS = sorted((templates_root() / "static").glob("*.js"))


def without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(templates_root()).as_posix())
def test_template_holds_no_script_style_or_handler(path: Path) -> None:
    text = without_comments(path.read_text("utf-8"))
    if path.parts[-2] == "letters" or "letters" in path.parts:  # papers: they are printed, never served as pages
        text = re.sub(r"<style>\{\{ \w+ \}\}</style>", "", text)
    assert [found.group() for pattern in INLINE for found in pattern.finditer(text)] == []


@pytest.mark.parametrize(
    "text",
    ["<script>x()</script>", "<p style='a'>", "<a onclick='x()'>", '<div hx-on:click="x">', "<style>a{}</style>"],
)
def test_inline_script_style_and_handlers_are_found(text: str) -> None:
    assert any(pattern.search(text) for pattern in INLINE)


def test_htmx_is_the_file_that_is_documented() -> None:
    folder = templates_root() / "static" / "htmx"
    source = tomllib.loads((folder / "source.toml").read_text("utf-8"))
    assert sha256((folder / "htmx.min.js").read_bytes()).hexdigest() == source["sha256"]
    assert f'version:"{source["version"]}"' in (folder / "htmx.min.js").read_text("utf-8")
    assert "Zero-Clause BSD" in (folder / "LICENSE").read_text("utf-8")
    assert source["licence"] == "0BSD"


def test_every_file_of_style_and_script_is_served_once() -> None:
    served = [path for _, paths, _ in ASSETS for path in paths]
    assert {f"static/{path.name}" for path in OURS} <= set(served)
    assert assets()["desk.js"].data.count(b'"use strict";') == 1
    for path in OURS:
        assert not re.search(r"\beval\(|new Function|document\.write|https?://", path.read_text("utf-8"))


def test_colours_are_written_in_one_place() -> None:
    tokens = (templates_root() / "style" / "tokens.css").read_text("utf-8")
    dark = (templates_root() / "style" / "dark.css").read_text("utf-8")
    names = re.compile(r"(--[a-z-]+): #")
    assert set(names.findall(tokens)) == set(names.findall(dark))
    for name in ("base.css", "desk.css", "desk-records.css"):
        colours = re.findall(r"#[0-9a-f]{3,6}\b", (templates_root() / "style" / name).read_text("utf-8"))
        assert set(colours) <= {"#fff", "#000"}
