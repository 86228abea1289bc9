"""Names: each names one party; heading, body and litigation name the same parties."""

import re
from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import DebtorItem
from notices.content.named_parties import parties_of, plain_name
from notices.law.provisions import CONSISTENT_RECORD
from notices.written.name_texts import garbled_in, is_no_name
from notices.written.names import NO_NAME, SEVERAL, holds_several

_PARTED = re.compile("[、，,；;]")
_BEFORE = re.compile(r"(?:.*[\W_\d]|.*(?:债务人|借款人|关于|对|户|原|名))?", re.DOTALL)
"""What may stand in a heading before the name of its debtor; other characters belong to a name that is longer."""
_AFTER = re.compile(r"(?!债权|项目)[^\W_及和与等的]{0,20}(?:公司|集团|合伙企业|厂|店|分行|支行)(?![^\W_])")
"""What makes a longer name of the debtor's where it follows at once, such as 集团 and 某某分公司."""
_CODE = re.compile("(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")


def each_name_is_of_one_party(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a party whose name is none, or may be those of several; warn of such a former name or shareholder."""
    for path, party in parties_of(subject.content):
        has_code = party.credit_code is not None
        if holds_several(party.name, has_code=has_code):
            yield _several(Severity.blocker, f"{path}.name", party.name)
        if is_no_name(party.name) or garbled_in(party.name):
            zh, en = NO_NAME
            words = f"“{party.name}”{zh}", f'"{party.name}" {en}'
            yield Shortcoming(Severity.blocker, "no_name", f"{path}.name", *words, CONSISTENT_RECORD)
        others = [(f"{path}.former_names.{at}", name) for at, name in enumerate(party.former_names)]
        others += [(f"{path}.shareholders.{at}", name) for at, name in enumerate(party.shareholders)]
        if party.legal_representative:
            others.append((f"{path}.legal_representative", party.legal_representative))
        for field, name in others:
            if holds_several(name):
                yield _several(Severity.warning, field, name)


def buyers_stand_apart(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block buyers of a result that nothing parts: joined, neither of them is compared with who may not buy."""
    outcome = subject.content.outcome
    for part in _PARTED.split((outcome.buyer if outcome else None) or ""):
        if holds_several(part, has_code=_CODE.search(part) is not None):
            yield Shortcoming(
                Severity.blocker,
                "several_buyers",
                "outcome.buyer",
                f"“{part}”可能是几名受让人；几名受让人之间请用顿号（、）分开，确为一名的请注明统一社会信用代码",
                f'"{part}" may be several buyers; part them by 、, or give the credit code where it is one',
                CONSISTENT_RECORD,
            )


def _several(severity: Severity, field: str, name: str) -> Shortcoming:
    zh, en = SEVERAL
    return Shortcoming(severity, "several_names", field, f"“{name}”{zh}", f'"{name}" {en}', CONSISTENT_RECORD)


def heading_names_the_debtor(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a heading without the current or a former name of its debtor; warn of one with a longer name."""
    for at, item in enumerate(subject.content.items):
        if item.heading is None:
            continue
        heading = plain_name(item.heading)
        names = [name for name in map(plain_name, (item.debtor.name, *item.debtor.former_names)) if name in heading]
        if names and not any(_stands_alone(name, heading) for name in names):
            yield Shortcoming(
                Severity.warning,
                "heading_names_a_longer",
                f"items.{at}.heading",
                f"标题“{item.heading}”中的名称比正文债务人“{item.debtor.name}”多出字词，可能是另一主体，请核对",
                f'the heading "{item.heading}" has a longer name than the debtor "{item.debtor.name}", perhaps '
                "another's; check it",
                CONSISTENT_RECORD,
            )
        if not names:
            yield Shortcoming(
                Severity.blocker,
                "heading_names_another",
                f"items.{at}.heading",
                f"标题“{item.heading}”与正文债务人“{item.debtor.name}”不一致，请更正",
                f'the heading "{item.heading}" does not name the debtor "{item.debtor.name}"; correct one of them',
                CONSISTENT_RECORD,
            )


def _stands_alone(name: str, heading: str) -> bool:
    """Return whether a name stands in a heading as a name of its own, not as a part of a longer one."""
    before, _, after = heading.partition(name)
    return _BEFORE.fullmatch(before) is not None and _AFTER.match(after) is None


def no_debtor_twice(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a debtor is listed twice; its claims belong under one heading."""
    seen: dict[str, int] = {}
    for at, item in enumerate(subject.content.items):
        name = plain_name(item.debtor.name)
        if name in seen and not item.debtor.is_masked:
            yield Shortcoming(
                Severity.warning,
                "debtor_twice",
                f"items.{at}.debtor.name",
                f"债务人“{item.debtor.name}”已列在第{seen[name] + 1}项，请核对是否重复",
                f'the debtor "{item.debtor.name}" already stands as item {seen[name] + 1}; check for a duplicate',
                CONSISTENT_RECORD,
            )
        seen.setdefault(name, at)


def litigation_names_a_party(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a litigation status names someone who is not a party of the item."""
    for i, item in enumerate(subject.content.items):
        known = {plain_name(name) for name in _parties(item)}
        places = [(f"items.{i}.litigation", item.litigation)]
        places += [(f"items.{i}.claims.{j}.litigation", claim.litigation) for j, claim in enumerate(item.claims)]
        for path, statuses in places:
            for k, status in enumerate(statuses):
                if status.party and plain_name(status.party) not in known:
                    yield Shortcoming(
                        Severity.warning,
                        "litigation_of_a_stranger",
                        f"{path}.{k}.party",
                        f"诉讼状态所指“{status.party}”不是该户的债务人、保证人或担保人，请核对名称",
                        f'the status names "{status.party}", who is no party to this item; check the name',
                        CONSISTENT_RECORD,
                    )


def _parties(item: DebtorItem) -> Iterator[str]:
    yield from (item.debtor.name, *item.debtor.former_names)
    for claim in item.claims:
        yield from (interest.owner.name for interest in claim.security)
        yield from (party.name for given in claim.guarantees for party in given.guarantors)
