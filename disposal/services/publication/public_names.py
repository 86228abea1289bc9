"""The public form of a draft: names of persons as its notice prints them, the same in every amendment.

个人信息保护法第二十五条. Who is named how is kept with each version, for staff alone.
"""

from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.publication import versions
from disposal.services.publication.errors import NoticeIncomplete
from notices.completeness.texts import findings_of_personal_data
from notices.content.content import NoticeContent
from notices.kinds import kind_of
from notices.privacy.name_masks import corrected_names, printed_names
from notices.privacy.public_form import PublicForm, public_form


def public_draft(session: Session, notice: Notice, content: NoticeContent) -> PublicForm:
    """Return the public form of a draft's content. An amendment names everybody as the notice that it amends."""
    if notice.amends_notice_id is None or kind_of(content.kind).offers_assets:
        return public_form(content)
    earlier = session.get_one(Notice, notice.amends_notice_id)
    return public_amendment(session, earlier, versions.newest_content(session, earlier), content)


def public_amendment(session: Session, earlier: Notice, said: NoticeContent, content: NoticeContent) -> PublicForm:
    """Return the public form of an amendment of ``earlier``, which says ``said`` today."""
    known = printed_names(said) | versions.newest_masks(session, earlier)
    return public_form(content, known | corrected_names(content, said))


def refuse_personal_data(content: NoticeContent) -> None:
    """Refuse a content with personal data, also in what was written after its check. Raises: NoticeIncomplete."""
    if findings := tuple(findings_of_personal_data(content)):
        raise NoticeIncomplete(findings)
