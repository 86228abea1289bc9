"""Kinds of issuer, and how a rule stands to each (适用主体).

财金〔2008〕87号 binds the four companies it names, and two more by reference. For every other issuer its tiers are
practice by analogy: they are compared with, marked as unconfirmed, and never block.
"""

from notices.codes import Coded


class IssuerKind(Coded):
    """What an issuer is (发布人类别), as far as rules on notices ask.

    ``named_amc``: 中国华融 (now 中信金融资产), 中国长城, 中国东方, 中国信达. ``referred_company``: 建银投资, 汇达.
    ``national_amc``: every other national company, such as 中国银河资产.
    """

    named_amc = (
        "named_amc",
        "87号文列名的金融资产管理公司",
        "national AMC named in Cai Jin [2008] No. 87",
        "华融、中信金融资产、长城、东方、信达",
    )
    referred_company = (
        "referred_company",
        "87号文以引用方式适用的公司",
        "company No. 87 covers by reference",
        "建银投资、汇达",
    )
    national_amc = "national_amc", "其他全国性金融资产管理公司", "another national AMC", "银河、银河资产"
    local_amc = "local_amc", "地方资产管理公司", "local AMC", "地方AMC"
    bank = "bank", "银行", "bank"
    other = "other", "其他发布人", "another issuer", "其他"


class Binding(Coded):
    """How a rule stands to an issuer (适用方式)."""

    binds = "binds", "适用", "binds"
    compared = "compared", "参照", "compared only"
    not_stated = "not_stated", "未说明发布人类别，仅作参照", "kind of issuer not stated, compared only"


BOUND_BY_NOTICE_MEASURES = (IssuerKind.named_amc, IssuerKind.referred_company)
"""Whom 财金〔2008〕87号 binds: four companies by name, two by reference."""

NATIONAL_AMCS = (IssuerKind.named_amc, IssuerKind.national_amc)
"""The national asset management companies, whom 金规〔2024〕17号 speaks of."""


def binding_of(bound: tuple[IssuerKind, ...], issuer_kind: IssuerKind | None) -> Binding:
    """Return how a rule for these kinds of issuer stands to one issuer; None is an issuer that does not say."""
    if issuer_kind is None:
        return Binding.not_stated
    return Binding.binds if issuer_kind in bound else Binding.compared


def applicability(binding: Binding, issuer_kind: IssuerKind | None) -> tuple[str, str]:
    """Return in Chinese and English whether 财金〔2008〕87号 binds an issuer or is only compared with."""
    if issuer_kind is None or binding is Binding.not_stated:
        return (
            "参照：未说明发布人类别，不知财金〔2008〕87号是否适用；该办法只约束其列名的四家公司和以引用方式适用的两家公司",
            "compared only: the kind of issuer is not stated, so it is not known whether Cai Jin [2008] No. 87 binds "
            "it; the measures bind the four companies they name, and two by reference",
        )
    if binding is Binding.binds:
        return (
            f"适用：发布人是{issuer_kind.zh}",
            f"binds: the issuer is a {issuer_kind.en}",
        )
    return (
        f"参照：财金〔2008〕87号不约束{issuer_kind.zh}，期限和媒体仅供比照",
        f"compared only: Cai Jin [2008] No. 87 does not bind this issuer ({issuer_kind.en}); period and medium are "
        "practice by analogy",
    )
