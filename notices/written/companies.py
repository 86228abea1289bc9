"""Words that end the names of organisations: whole companies, branches, and endings alone."""

import re

_ORGANISATION = re.compile(
    "(公司|集团|企业|厂|店|行|社|中心|事务所|委员会|协会|学会|商会|基金会|学校|大学|学院|医院|研究院|政府|局|厅|部|院|所|站|会|合伙|农场|馆"
    "|工作室|基金)$"
)
_COMPANY = re.compile("(公司|集团|企业|厂|店|银行|商行|信用社|合作社|合伙|经营部|门市部|农场|工作室|中心|事务所)$")
_FORM = re.compile("(股份)?(有限)?(责任)?(公司|集团公司|集团|企业|厂|店|合伙企业)$")
_BRANCH = re.compile(
    "(分公司|支公司|分行|支行|分理处|营业部|营业厅|办事处|代表处|分店|分厂|分校|分院|分所|项目部|工会)$"
)
_SHORTEST_BRAND = 3


def is_organisation(name: str) -> bool:
    """Return whether a name ends as those of organisations do, whole or not: 有限公司 does too."""
    return _ORGANISATION.search(name) is not None


def is_branch(name: str) -> bool:
    """Return whether a name ends as those of branches do."""
    return _BRANCH.search(name) is not None


def is_whole_company(name: str) -> bool:
    """Return whether a name is that of a company with a brand of its own: not 有限公司, not 杭州分公司."""
    return bool(_COMPANY.search(name)) and not is_branch(name) and len(_FORM.sub("", name)) >= _SHORTEST_BRAND
