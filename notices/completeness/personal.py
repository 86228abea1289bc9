"""Personal data: what of a natural person never stands in a notice, and on what basis the name does.

个人信息保护法第二十五条 forbids publication without separate consent; 第十三、二十七条 and 民法典第一千零三十六条 allow
what was lawfully published, within reason. Masked names are composed by ``notices.privacy``; here staff are told.
"""

from collections.abc import Iterator

from notices.codes import NameBasis
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import NoticeContent
from notices.content.named_parties import parties_of
from notices.law.provisions import PERSONAL_DATA
from notices.privacy.name_masks import bare, name_masks
from notices.privacy.personal_data import names_with_more, personal_data_in
from notices.privacy.persons import is_person, persons_of

PERSONAL = "personal_data_in_text"
_REMEDY = ("请删去；确需说明的改用不含该信息的表述", "delete it, or say it without")


def no_text_holds_personal_data(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a document number, birth date, telephone or home address of a person in any text; show it masked."""
    yield from findings_of_personal_data(subject.content)


def findings_of_personal_data(content: NoticeContent) -> Iterator[Shortcoming]:
    """Yield a blocker for each personal datum in the texts of a content."""
    for found in personal_data_in(content):
        yield Shortcoming(
            Severity.blocker,
            PERSONAL,
            found.path,
            f"含有自然人的{found.datum.zh}（{found.shown}），不得公开，{_REMEDY[0]}",
            f"holds the {found.datum.en} of a natural person ({found.shown}), which is never public; {_REMEDY[1]}",
            PERSONAL_DATA,
        )


def name_stands_alone(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block the name of a natural person that holds more than a name, as it could not be masked."""
    for path, _ in names_with_more(subject.content):
        yield Shortcoming(
            Severity.blocker,
            "name_holds_more",
            path,
            "自然人的姓名栏只写一人的姓名，请删去括号、号码等其他内容，数人分别列出",
            "the name of a natural person is one name alone; delete brackets, numbers and the like, and list several "
            "people one by one",
            PERSONAL_DATA,
        )


def names_have_a_basis(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of each person whose name will be masked because no basis is stated; note those who have none."""
    content = subject.content
    masks = name_masks(content) if any(persons_of(content)) else {}
    told: set[str] = set()
    stated = {bare(person.name) for person in persons_of(content) if person.bases}
    for person in persons_of(content):
        name = bare(person.name)
        label = masks.get(name, name)
        if label == name or name in told:
            continue
        told.add(name)
        yield _masked(person.path, name, label, is_stated=name in stated)


def what_is_left_out_is_told(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Note the birth date and the exact address of a natural person: they stay in the records and are not printed."""
    for path, party in parties_of(subject.content):
        for field in ("founded_on", "address") if is_person(party) else ():
            if getattr(party, field):
                yield Shortcoming(
                    Severity.note,
                    "not_printed_of_a_person",
                    f"{path}.{field}",
                    "自然人的出生日期不予公开，住址至多印到县（区）",
                    "of a natural person no birth date is printed, and the address as far as the county at most",
                    PERSONAL_DATA,
                )


def _masked(path: str, name: str, label: str, *, is_stated: bool) -> Shortcoming:
    bases = "、".join(basis.zh for basis in NameBasis if basis is not NameBasis.none)
    if is_stated:
        return Shortcoming(
            Severity.note,
            "name_is_masked",
            path,
            f"自然人“{name}”在公告中印作“{label}”",
            f'the natural person "{name}" is printed as "{label}"',
            PERSONAL_DATA,
        )
    return Shortcoming(
        Severity.warning,
        "name_without_basis",
        path,
        f"未写明自然人“{name}”的姓名公开依据，公告中印作“{label}”；有{bases}的，请填写 name_bases",
        f'no basis is stated for the name of the natural person "{name}": it is printed as "{label}"; where there is a '
        "contract, an effective judgment or a written consent, state it in name_bases",
        PERSONAL_DATA,
    )
