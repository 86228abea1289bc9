"""The contents a disposal notice must have.

财金〔2008〕87号: assets; intent to dispose; request for enquiries and objections with its time limit;
requirements on the counterparty and terms; channel for reports of interference. This list is from a secondary
source, so it only warns. Blockers rest on a provision that was read (第十六条) or on the registry's own rule.
"""

import re
from collections.abc import Iterator

from notices.codes import BusinessStatus, DisposalMode
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.named_parties import parties_of
from notices.kinds.kind import unstated_in_offer
from notices.law.provisions import NOBODY_HINDERS, NOTICE_CONTENTS, REGISTER_RULE
from notices.written.blanks import says_nothing

_NO_MODE = re.compile(
    "(?:等?(?:其他|其它|别的)|另行)(?:合法|法定)?的?(?:处置)?(?:方式|形式|办法|途径)?|other", re.IGNORECASE
)
"""Words in the place of a mode that name none."""


def names_assets(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Require the assets on sale: debtors with their claims, or a package with its list."""
    content = subject.content
    if not subject.kind.offers_assets or content.items:
        return
    if content.package is None:
        yield Shortcoming(
            Severity.blocker,
            "no_assets",
            "items",
            "没有列明拟处置的资产，请填写债务人及债权，或填写资产包",
            "names no asset; enter the debtors and their claims, or a package",
            REGISTER_RULE,
        )
    elif not content.attachments:
        yield Shortcoming(
            Severity.warning,
            "package_without_list",
            "items",
            "资产包没有附资产清单，公众无从知悉所含债权；请录入各户债权或列明附件",
            "the package has no list of its claims; enter them or name the attachment",
            NOTICE_CONTENTS,
        )


def states_amounts_and_modes(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Require what only an amendment may leave out: claims, their amounts with the principal, the mode."""
    if not subject.kind.offers_assets:
        return
    for path, _ in unstated_in_offer(subject.content):
        yield Shortcoming(
            Severity.blocker,
            "offer_states_too_little",
            path,
            f"{subject.kind.label_zh}须写明每笔债权的金额（至少本金）和处置方式，请填写 {path}",
            f"the {subject.kind.label_en} states the amounts of every claim, at least its principal, and the mode; "
            f"fill in {path}",
            REGISTER_RULE,
        )


def states_record_date(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block printed amounts without a record date; warn if a package without amounts has none."""
    content = subject.content
    if not subject.kind.offers_assets or content.record_date:
        return
    undated = [claim.record_date is None for item in content.items for claim in item.claims]
    pack = content.package
    totals = (pack.total_principal, pack.total_interest, pack.total_costs, pack.total) if pack else ()
    has_amounts = any(undated) or (not content.items and any(totals))
    if has_amounts or (pack and not content.items):
        yield Shortcoming(
            Severity.blocker if has_amounts else Severity.warning,
            "no_record_date",
            "record_date",
            "没有写明债权金额的基准日，请填写基准日（record_date）",
            "the amounts have no record date; fill in record_date",
            REGISTER_RULE if has_amounts else NOTICE_CONTENTS,
        )


def states_security(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Note claims that state no security, guarantee or details."""
    if not subject.kind.offers_assets:
        return
    bare = [
        f"items.{i}.claims.{j}"
        for i, item in enumerate(subject.content.items)
        for j, claim in enumerate(item.claims)
        if not claim.security and not claim.guarantees and not claim.details and not item.details
    ]
    if bare:
        yield Shortcoming(
            Severity.note,
            "no_security_stated",
            bare[0],
            f"有{len(bare)}笔债权未列担保情况；如确无担保，可在公告补充文字（details）中写明“无担保”",
            f"{len(bare)} claim(s) state no security; where there is none, say so in details",
            NOTICE_CONTENTS,
        )


def states_terms(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the notice states no terms of disposal or no requirements on the buyer."""
    if not subject.kind.offers_assets:
        return
    terms = subject.content.terms
    if terms is None or not terms.buyer_requirement:
        yield Shortcoming(
            Severity.warning,
            "no_terms" if terms is None else "no_conditions",
            "terms" if terms is None else "terms.buyer_requirement",
            "没有写明处置方式和交易条件，请填写 terms"
            if terms is None
            else "没有写明交易条件，请填写交易条件（buyer_requirement）",
            "states no mode and terms of disposal" if terms is None else "states no conditions of the deal",
            NOTICE_CONTENTS,
        )


def other_mode_has_words(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block the mode 其他 without words, which tells a buyer nothing; warn of words that are not printed."""
    terms = subject.content.terms
    if terms is None:
        return
    words, is_bare = terms.other_mode, DisposalMode.other in terms.modes
    names_a_mode = words is not None and not says_nothing(words) and not _NO_MODE.fullmatch(words.strip())
    if names_a_mode if is_bare else words is None:
        return
    yield Shortcoming(
        Severity.blocker if is_bare else Severity.warning,
        "other_mode_unnamed" if is_bare else "other_mode_unprinted",
        "terms.other_mode",
        "处置方式为“其他”，须写明是什么方式（other_mode）" if is_bare else f"“{words}”不会印出：处置方式中没有 other",
        "the mode is 其他, which says nothing; name it in other_mode"
        if is_bare
        else f'"{words}" is not printed: other is none of the modes',
        REGISTER_RULE,
    )


def other_status_has_words(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of the registered status 其他 without words."""
    for path, party in parties_of(subject.content):
        if party.status is BusinessStatus.other and not party.status_words:
            yield Shortcoming(
                Severity.warning,
                "other_status_unnamed",
                f"{path}.status_words",
                f"“{party.name}”的登记状态为“其他”，请写明是什么状态（status_words）",
                f'the status of "{party.name}" is 其他, which says nothing; name it in status_words',
                REGISTER_RULE,
            )


def states_restrictions(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the notice does not state who may not buy."""
    found = subject.content.restrictions
    if not subject.kind.offers_assets or (found and (found.limbs or found.verbatim)):
        return
    yield Shortcoming(
        Severity.warning,
        "no_restrictions",
        "restrictions",
        "没有写明不得购买的人员，意向受让方将无从审查；请填写 restrictions.limbs",
        "does not say who may not buy, so no bidder can be screened; fill in restrictions.limbs",
        NOTICE_CONTENTS,
    )


def takes_objections(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Require the notice to accept enquiries and objections and to set a window for them."""
    content = subject.content
    if not subject.kind.offers_assets:
        return
    if content.window is None:
        yield Shortcoming(
            Severity.blocker,
            "no_window",
            "window",
            "没有写明公告期限，征询和异议没有时限，公告期无从开启；请填写 window",
            "promises no window: enquiries and objections have no time limit; fill in window",
            REGISTER_RULE,
        )
    if not content.accepts_enquiries:
        yield Shortcoming(
            Severity.blocker,
            "no_objections",
            "accepts_enquiries",
            "公告未受理征询和异议；请勾选受理征询和异议（accepts_enquiries = true）",
            "does not take enquiries and objections; set accepts_enquiries to true",
            NOBODY_HINDERS,
        )
