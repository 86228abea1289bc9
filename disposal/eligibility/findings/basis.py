"""What a finding rests on (依据): the notice, the law named beside it, and how its words are known."""

from disposal.eligibility.findings.finding import Finding
from notices.content.limbs import THIS_NOTICE
from notices.legal_source import LegalSource, SourceKind


def basis_words(source: LegalSource) -> tuple[str, str]:
    """Return the source clause of a sentence: the notice, and the law named beside it, if any."""
    if source.kind is SourceKind.notice:
        return THIS_NOTICE.name, THIS_NOTICE.english
    return f"{THIS_NOTICE.name}；{source.citation}", f"{THIS_NOTICE.english}; {source.citation_en}"


def kind_words(finding: Finding) -> tuple[str, str]:
    """Return how the words behind a finding are known: those of the notice, then those of the law named beside it."""
    kinds = dict.fromkeys(((SourceKind.notice,) if finding.wording else ()) + (finding.source.kind,))
    law, law_en = finding.source.name, finding.source.english or finding.source.name
    zh = [kind.zh if kind is SourceKind.notice else f"{law}{kind.zh}" for kind in kinds]
    en = [kind.en if kind is SourceKind.notice else f"{law_en}: {kind.en}" for kind in kinds]
    return "；".join(zh), "; ".join(en)
