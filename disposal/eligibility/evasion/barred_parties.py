"""Parties watched besides the bidder: those that a limb of this notice bars, and other bidders, with the reason."""

from functools import cached_property

from disposal.eligibility.debtor_side.circle import DebtorCircle
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.conclusion import words
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.findings.listed import listed
from disposal.eligibility.insiders.insider import insider_grounds
from notices.content.limbs import LimbCode

_BY_LIST = (LimbCode.dishonest_debtor, LimbCode.aml_listed, LimbCode.other_law)
_OF_BIDDERS_ALONE = (LimbCode.other_law,)  # the other two limbs examine the participants themselves

Reason = tuple[str, str]


class Watched:
    """Finds whether a party is certainly barred or bids too. Each party is judged once, on first use."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._known: dict[str, Reason | None] = {case.bidder.key: None}

    def reason(self, key: str) -> Reason | None:
        """Return why the party is watched, in both languages. None if it is not watched or is the bidder."""
        if key not in self._known:
            self._known[key] = self._insider(key) or self._on_a_list(key) or self._debtors(key) or self._rival(key)
        return self._known[key]

    def unexamined(self, key: str) -> Reason | None:
        """Return why a participant in the bidder is watched, if no limb of the notice examines it."""
        examined = LimbCode.participated_entity in self._case.printed and not self._case.bidder.is_person
        if key in self._case.subjects:
            return None
        insider = None if examined else self._insider(key)
        return insider or self._on_a_list(key, _OF_BIDDERS_ALONE) or self._rival(key)

    def is_debtors(self, key: str) -> bool:
        """Check whether the notice bars the party as a member of the debtor's side."""
        return self._debtors(key) is not None

    @cached_property
    def _side(self) -> DebtorCircle:
        return DebtorCircle(self._case)

    def _insider(self, key: str) -> Reason | None:
        for limb, grounds in self._case.insider_limbs:
            for ground in insider_grounds(self._case, limb, grounds, key):
                if ground.outcome is Outcome.barred:
                    return f"{ground.zh}（“{words(self._case, limb)}”）", f"{ground.en} (“{limb.code.en}”)"
        return None

    def _on_a_list(self, key: str, codes: tuple[LimbCode, ...] = _BY_LIST) -> Reason | None:
        for limb in self._case.restrictions.limbs:
            for ground in listed(self._case, limb.code, key) if limb.code in codes else ():
                if ground.outcome is Outcome.barred:
                    return f"{ground.zh}（“{words(self._case, limb)}”）", f"{ground.en} (“{limb.code.en}”)"
        return None

    def _debtors(self, key: str) -> Reason | None:
        if LimbCode.debtor_side not in self._case.printed or key not in self._side.members:
            return None
        return self._side.words(key)

    def _rival(self, key: str) -> Reason | None:
        if key not in (self._case.facts.other_bidders or ()):
            return None
        name = self._case.name(key)
        return f"{name}为本项目另一竞买人", f"{name} is another bidder in this project"
