"""In time or late (期内、逾期): the instant of receipt against the end of the window, as the window's own code says.

Nothing is stored; a late objection is kept and marked, never refused.
"""

from collections.abc import Sequence

from sqlmodel import Session

from disposal.models.objections.codes import ReceiptCheck
from disposal.models.objections.objection import Objection, ReceivedFields
from disposal.models.objections.rule import ObjectionRule
from disposal.models.publication.notice import Notice
from disposal.models.records.filing_channel import FilingChannel
from disposal.services.filings.windows import (
    Timeliness,
    WindowEnd,
    at_words,
    at_words_en,
    is_within,
    until_words,
    until_words_en,
    window_end,
)
from disposal.services.objections.rules import rule_before, rules_of
from notices.dates import dated_zh
from notices.working_days.calendar import WorkingCalendar


def timeliness_of(session: Session, objection: Objection, *, calendar: WorkingCalendar) -> Timeliness:
    """Return whether an objection came in time, by the window and the rules as they stand."""
    notice = session.get_one(Notice, objection.notice_id)
    end = window_end(session, notice, calendar=calendar)
    return told_timeliness(objection, end, rules=rules_of(session, notice.issuer_id))


def told_timeliness(objection: Objection, end: WindowEnd | None, *, rules: Sequence[ObjectionRule]) -> Timeliness:
    """Return whether an objection came in time by an end and the issuer's rules, the newest first."""
    if end is None:
        return Timeliness(True, "公告未载明异议期限，视为期内。", "the notice states no period for objections.")
    is_proved = is_within(end.for_one_received(objection.entered_at), objection.entered_at)
    end = end.for_one_received(objection.received_at)
    is_unchecked = objection.receipt_check is not ReceiptCheck.confirmed
    if not is_within(end, objection.received_at):
        rule = postmark_rule(objection, end, rules)
        if rule is None:
            return _late(objection, end)
        return _unchecked_postmark(objection, end) if is_unchecked else _by_postmark(objection, end, rule)
    if is_unchecked and not is_proved:
        return _unchecked(objection, end)
    zh = f"{at_words(objection.received_at)}收到；{until_words(end)}，在期内。"
    return Timeliness(True, zh, f"received {at_words_en(objection.received_at)}, {until_words_en(end)}: in time.", end)


def postmark_rule(letter: ReceivedFields, end: WindowEnd, rules: Sequence[ObjectionRule]) -> ObjectionRule | None:
    """Return the rule, in force before the publication, by which a letter counts by its postmark; else None."""
    posted = letter.postmark_on
    if letter.channel is not FilingChannel.letter or posted is None or posted > end.dates.ends_on:
        return None
    rule = rule_before(rules, end.dates.published_on)
    return rule if rule is not None and rule.postmark_counts else None


def _by_postmark(objection: Objection, end: WindowEnd, rule: ObjectionRule) -> Timeliness:
    posted = objection.postmark_on or end.dates.ends_on
    named = f"（{rule.document}）" if rule.document else ""
    return Timeliness(
        True,
        f"邮戳日{dated_zh(posted)}，{at_words(objection.received_at)}收到；{until_words(end)}。"
        f"本公司规定{named}自{rule.in_force_from}起信函以邮戳日为准，在期内。",
        f"postmarked {posted}, received {at_words_en(objection.received_at)}, {until_words_en(end)}; by the issuer's "
        f"rule in force from {rule.in_force_from} the postmark counts: in time.",
        end,
    )


def _late(objection: Objection, end: WindowEnd) -> Timeliness:
    posted = objection.postmark_on
    beside = f"邮戳日{dated_zh(posted)}，发布前施行的本公司规定未以邮戳日为准；" if posted else ""
    beside_en = f" (postmarked {posted}; no rule in force before the publication counts it)" if posted else ""
    return Timeliness(
        False,
        f"{at_words(objection.received_at)}收到；{until_words(end)}，逾期。{beside}逾期异议照常登记、办理。",
        f"received {at_words_en(objection.received_at)}{beside_en}, {until_words_en(end)}: late. It is kept and "
        "handled all the same.",
        end,
    )


def _why_unchecked(objection: Objection) -> tuple[str, str]:
    if objection.receipt_check is ReceiptCheck.waiting:
        return "须有凭证并经另一人复核，复核前按逾期标明", "evidence and a second person are needed first"
    if objection.receipt_check is ReceiptCheck.not_needed:  # it was late when it was entered, by the end of that day
        return (
            "录入时已逾期，其后截止延后；请以“更改收到时间”重新登记，附凭证并经另一人复核，复核前按逾期标明",
            "it was late when entered, and the end moved since; enter the time of receipt again, with evidence for a "
            "second person",
        )
    return "经复核未予认可，按逾期标明", "a second person declined it"


def _unchecked_postmark(objection: Objection, end: WindowEnd) -> Timeliness:
    posted, (why, why_en) = objection.postmark_on or end.dates.ends_on, _why_unchecked(objection)
    return Timeliness(
        False,
        f"登记的邮戳日为{dated_zh(posted)}，{at_words(objection.received_at)}收到；{until_words(end)}。"
        f"本公司规定以邮戳日为准，但邮戳{why}。",
        f"said to be postmarked {posted}, received {at_words_en(objection.received_at)}, {until_words_en(end)}; by the "
        f"issuer's rule the postmark counts, but {why_en}; late until then.",
        end,
        asks_again=objection.receipt_check is ReceiptCheck.not_needed,
    )


def _unchecked(objection: Objection, end: WindowEnd) -> Timeliness:
    why, why_en = _why_unchecked(objection)
    return Timeliness(
        False,
        f"登记的收到时间为{at_words(objection.received_at)}，但录入于{at_words(objection.entered_at)}；{until_words(end)}，{why}。",
        f"said to be received {at_words_en(objection.received_at)}, entered {at_words_en(objection.entered_at)}, "
        f"{until_words_en(end)}: {why_en}; late until then.",
        end,
        asks_again=objection.receipt_check is ReceiptCheck.not_needed,
    )
