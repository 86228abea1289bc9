"""Personal numbers: no text of a notice holds a person's full number, since what is published stays public."""

from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.law.provisions import REGISTER_RULE
from notices.resident_ids import resident_ids_in

RESIDENT_ID = "resident_id_in_text"


def no_text_holds_a_resident_id(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a resident ID in any text, and show it masked only."""
    for place, masked in resident_ids_in(subject.content):
        yield Shortcoming(
            Severity.blocker,
            RESIDENT_ID,
            place,
            f"含有完整的居民身份证号码（{masked}），请遮盖中间各位",
            f"holds a full resident ID number ({masked}); mask its middle",
            REGISTER_RULE,
        )
