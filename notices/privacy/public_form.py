"""The public form of a content: what may be read by anybody. All public forms of a notice are made from it alone.

个人信息保护法第二十五条: personal information is not published without separate consent; 第二十七条: what was
lawfully published may be used within reason. So names without a basis are masked wherever they stand, and of a natural
person neither birth date nor exact address is left. What only a person can reword is refused: ``personal_data``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from notices.codes import PartyKind
from notices.content.content import NoticeContent
from notices.content.name_shapes import looks_masked
from notices.content.named_parties import parties_of, with_each_party
from notices.content.parties import Obligor
from notices.frozen import Frozen
from notices.privacy.name_masks import bare, is_latin, name_masks
from notices.privacy.persons import is_person, operators

_NOT_OF_PERSONS = frozenset({"contacts", "issuer", "placements"})
"""Fields about the issuer, whose staff may bear the name of an obligor."""
_PART = "[^省市县区旗盟]{1,8}"
_COUNTY = re.compile(
    f"^(?:{_PART}(?:省|自治区|特别行政区))?(?:{_PART}(?:市|自治州|地区|盟))(?:{_PART}(?:(?<![小社园厂住])区|县|旗|(?<![超菜门])市))?"
)
"""Province, city, county. 小区 and 社区 are no districts."""
_AN_AREA = "(?![省市县区镇乡村路街])"
"""What a name of two characters must not be followed by: 金华 is also a city."""
_LETTER = "[A-Za-zÀ-ɏ]"
_SHORT = 2


@dataclass(frozen=True, slots=True)
class PublicForm:
    """A content that may be published; ``masks`` are who is named how in it, for staff only."""

    content: NoticeContent
    masks: Mapping[str, str]


def public_form(content: NoticeContent, known: Mapping[str, str] | None = None) -> PublicForm:
    """Return the public form of a content as staff hold it.

    ``known`` are the names decided by the notice that it amends. Apply it once: a printed name has no basis any more.
    """
    masks = name_masks(content, known)
    hidden = {name: label for name, label in masks.items() if name != label}
    rename = _renaming(hidden, content) if hidden else None
    update = {
        name: _rewritten(getattr(content, name), rename)
        for name in NoticeContent.model_fields
        if name not in _NOT_OF_PERSONS
    }
    return PublicForm(content.model_copy(update=update), masks)


def to_county(address: str) -> str | None:
    """Return an address as far as its county or district, or None if it names none."""
    found = _COUNTY.match(address)
    return found[0] if found and found[0] else None


def with_flags(content: NoticeContent, labels: frozenset[str], *, is_masked: bool) -> NoticeContent:
    """Return the content with ``is_masked`` set so for the parties that bear these labels.

    A masked name identifies nobody, but a label given by ``name_masks`` does: amendments are merged by it.
    """

    def flagged(party: Obligor) -> Obligor:
        is_ours = party.name in labels and party.is_masked is not is_masked
        return party.model_copy(update={"is_masked": is_masked}) if is_ours else party

    return with_each_party(content, flagged) if labels else content


def _rewritten(value: Any, rename: Callable[[str], str] | None) -> Any:
    """Return a value with every text renamed and every party in its public form; the very value if nothing changes."""
    if type(value) is str:
        return rename(value) if rename else value
    if isinstance(value, tuple):
        parts = tuple(_rewritten(part, rename) for part in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if not isinstance(value, Frozen):
        return value
    update = {
        name: new
        for name in type(value).model_fields
        if (new := _rewritten(old := getattr(value, name), rename)) is not old
    }
    made = value.model_copy(update=update) if update else value
    return _public_party(value, made) if isinstance(value, Obligor) and isinstance(made, Obligor) else made


def _public_party(party: Obligor, renamed: Obligor) -> Obligor:
    """Return a party without what is not for the public; ``renamed`` is the party with its printed name."""
    update: dict[str, Any] = {"name_bases": ()} if party.name_bases else {}
    if renamed.name != party.name and not party.is_masked and looks_masked(renamed.name):
        update["is_masked"] = True
    if party.kind is PartyKind.natural_person or is_person(party):
        if party.founded_on:
            update["founded_on"] = None
        if party.address:
            update["address"] = to_county(party.address)
        if renamed.name != party.name and party.former_names:
            update["former_names"] = ()
    return renamed.model_copy(update=update) if update else renamed


def _renaming(hidden: Mapping[str, str], content: NoticeContent) -> Callable[[str], str]:
    """Return the function that masks these names in a text. A longer name that contains one is left whole."""
    longer = {name: name for name in _other_names(content) if any(each in name for each in hidden)}
    labels = {**longer, **hidden}
    by_first: dict[str, list[str]] = {}
    for name in sorted(labels, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(_as_written(name, is_whole=name in longer))
    pattern = re.compile("|".join(f"(?:{'|'.join(each)})" for each in by_first.values()), re.IGNORECASE)
    folded = {_folded(name): label for name, label in labels.items()}

    def rename(text: str) -> str:
        renamed = pattern.sub(lambda found: folded[_folded(found[0])], text)
        return text if renamed == text else renamed

    return rename


def _folded(name: str) -> str:
    return re.sub("[·•・‧∙]", "·", bare(name)).casefold()


def _as_written(name: str, *, is_whole: bool) -> str:
    """Return the pattern of a name, however it is spaced; middle dots are alike."""
    if is_latin(name):
        words = r"\s+".join(map(re.escape, name.split()))
        return f"(?<!{_LETTER}){words}(?!{_LETTER})"
    letters = r"\s*".join("[·•・‧∙]" if each in "·•・‧∙" else re.escape(each) for each in name)
    return letters + ("" if is_whole or len(name) > _SHORT else _AN_AREA)


def _other_names(content: NoticeContent) -> Iterator[str]:
    """Yield the names of companies and of places that a person's name may be part of."""
    for _, party in parties_of(content):
        if not is_person(party) and party.kind is PartyKind.organisation and not operators(party):
            yield from (party.name, *party.former_names)
    yield from (content.issuer.full_name, content.issuer.name)
