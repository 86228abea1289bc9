"""200 invented notices with natural persons: no public form holds a number, birth date, telephone or address.

个人信息保护法第二十五条. Of the same notices the raw content does hold them, so the search can fail.
"""

import random
from collections.abc import Iterator

import pytest

from disposal.services.notice_index.search_words import runs
from disposal.services.notice_index.summary_fields import summary_fields
from disposal.services.publication.search_index import searchable
from notices.completeness import check
from notices.completeness.texts import PERSONAL, RESIDENT_ID
from notices.composition.composition import compose, title_of
from notices.content.content import NoticeContent
from notices.privacy.public_form import public_form
from notices.rendering.html import render_html
from notices.rendering.plain import render_text
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import flat
from tests.support.packages.persons import WRITTEN, Person, notice_of, people

NOTICES = 200


def generated() -> Iterator[tuple[list[Person], NoticeContent]]:
    """Yield the notices: half of them packages, whose annex names everybody too."""
    chance = random.Random(20260119)  # noqa: S311 - invented people, no secret
    for at in range(NOTICES):
        persons = people(chance, chance.randint(1, 5))
        package = {"package": {"name": f"{persons[0].name}等债权资产包"}} if at % 2 else {}
        yield persons, notice_of(chance, persons, **package)


def forms_of(content: NoticeContent) -> str:
    """Return every public form of a content at once: text, page, facts, JSON, lists, words of the search index."""
    document = compose(content)
    text = render_text(document)
    lists = str(summary_fields(content))
    found = " ".join(searchable(content, text, said=content))
    return flat("".join((text, render_html(document), str(document), content.canonical_json().decode(), lists, found)))


def leaks(forms: str, persons: list[Person]) -> list[str]:
    return [secret for person in persons for secret in person.secrets if flat(secret) in forms]


def test_no_public_form_of_200_notices_holds_personal_data() -> None:
    hidden = 0
    for persons, staff in generated():
        public = public_form(staff)
        forms = forms_of(public.content)
        assert leaks(forms, persons) == [], title_of(staff)
        names = {person.name: public.masks[person.name] for person in persons}
        assert len(set(names.values())) == len(persons)
        assert all((names[person.name] != person.name) is person.is_hidden for person in persons)
        assert all(label in forms for label in map(flat, names.values()))
        hidden += sum(person.is_hidden for person in persons)
    assert hidden > NOTICES / 2


def test_search_for_personal_data_finds_them_in_what_staff_hold() -> None:
    for persons, staff in list(generated())[::20]:
        found = leaks(forms_of(staff), persons)
        assert {person.home for person in persons} <= set(found)
        assert {person.name for person in persons if person.is_hidden} <= set(found)


@pytest.mark.parametrize("how", WRITTEN)
def test_personal_data_in_prose_are_refused_by_the_check_and_never_shown(how: str) -> None:
    chance = random.Random(how)  # noqa: S311 - the same
    (person,) = people(chance, 1)
    content = notice_of(chance, [person])
    (item,) = content.items
    for field, said in (("details", item), ("highlights", item)):
        words = person.written(how)
        changed = said.model_copy(update={field: words if field == "details" else (words,)})
        report = check(content.model_copy(update={"items": (changed,)}), calendar=UNTIL_2026)
        codes = {each.code for each in report.blockers}
        assert codes & {PERSONAL, RESIDENT_ID}, words
        told = "".join(each.zh + each.en for each in report.blockers)
        assert not any(secret in told for secret in (person.number, person.phone, person.home))


def test_search_index_has_no_word_of_a_masked_name() -> None:
    persons, staff = next((p, s) for p, s in generated() if p[0].is_hidden and " " not in p[0].name)
    public = public_form(staff).content
    words = set(runs(searchable(public, render_text(compose(public)))))
    assert not set(runs([persons[0].name])) <= words
