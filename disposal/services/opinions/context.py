"""The content of 买受人资格审查意见书: the frozen data of its template, in the order of the page."""

from dataclasses import dataclass

from markupsafe import Markup

from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.insiders.missing_facts import MissingFact
from notices.legal_source import SourceKind


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a table of facts: a label and a value."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The conclusion: the outcome, one sentence, and notes."""

    outcome: Outcome
    sentence: str
    sentence_en: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """One decision on a finding: ``by`` names people and roles, ``effect`` says whether it applies, or why not."""

    verdict: str
    by: str
    at: str
    reason: str
    effect: str


@dataclass(frozen=True, slots=True)
class WayShown:
    """The paths of a finding: in words, as a diagram, and the sources of their steps."""

    words: str
    diagram: Markup
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingShown:
    """One finding with its evidence.

    ``decided`` is its outcome after the decisions; ``known_from`` is how the words behind it are known.
    """

    number: int
    outcome: Outcome
    decided: Outcome
    zh: str
    en: str
    known_from: str
    entry: str
    way: WayShown | None
    asks: tuple[str, ...]
    decisions: tuple[DecisionShown, ...]
    awaits: str

    @property
    def has_details(self) -> bool:
        """Return whether there is anything below its sentence."""
        return bool(self.entry or self.way or self.asks or self.decisions or self.awaits)


@dataclass(frozen=True, slots=True)
class LimbShown:
    """One category with its findings: the wording of the notice and the outcome.

    ``laws`` and ``numbers`` are the printed numbers of its provisions and findings.
    """

    label: str
    wording: str
    laws: str
    numbers: str
    outcome: Outcome
    decided: Outcome
    findings: tuple[FindingShown, ...]

    @property
    def is_in_notice(self) -> bool:
        """Return whether the notice has this category."""
        return self.outcome is not Outcome.not_in_notice


@dataclass(frozen=True, slots=True)
class LawShown:
    """A cited provision: how its words are known, its text if it was read, and its period in force."""

    citation: str
    kind: SourceKind
    quote: str
    in_force: str

    @property
    def is_confirmed(self) -> bool:
        """Return whether the words were read, or the provision is the notice's own."""
        return self.kind.may_block


@dataclass(frozen=True, slots=True)
class ListShown:
    """A list version that was consulted, with its origin."""

    title: str
    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class AskShown:
    """A missing fact, and the findings that ask for it."""

    fact: MissingFact
    numbers: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """The whole document (买受人资格审查意见书) as of one day."""

    number: str
    author: str
    made_at: str
    opening: str
    conclusion: Conclusion
    basics: tuple[Fact, ...]
    restrictions: tuple[Fact, ...]
    limbs: tuple[LimbShown, ...]
    asks: tuple[AskShown, ...]
    lists: tuple[ListShown, ...]
    looked_up: str
    failures: tuple[str, ...]
    laws: tuple[LawShown, ...]
    sha256: str
    bytes_long: str
    title: str = "买受人资格审查意见书"
    title_en: str = "Opinion on the Eligibility of a Bidder"
    language: str = "zh-CN"
