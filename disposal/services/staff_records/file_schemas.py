"""JSON Schema of the other files that people write: facts of a project or a package, dossiers of bidders.

That of a notice's content is in ``notices.reading.json_schema``. Editors and other programs read all three.
"""

import json
from collections.abc import Callable
from typing import Any

from disposal.services.bidders.dossier_file import DossierFile
from disposal.services.intake.facts import IntakeFacts
from disposal.services.package_import.facts import PackageFacts
from disposal.services.staff_records.field_labels import field_label
from notices.reading.json_schema import DIALECT, accept_written_forms, content_schema, how_to_write
from notices.typesetting.resources import templates_root

_CHINESE = {
    "issuer": "发布人，尚未登记的才写",
    "notice": "公告另外载明的内容，写法与公告内容文件相同",
    "name_bases": "公告未写明姓名公开依据的自然人：姓名和依据",
    "attributes": "公告未写明的担保物属性，按其在公告中的位置",
    "issuer_code": "发布人代码，公告编号以它开头",
    "issuer_kind": "发布人类别：是否为财金〔2008〕87号列名的公司",
    "project_code": "项目编号，发布人内唯一",
    "project_name": "项目名称",
    "bidder": "意向受让人本身",
    "parties": "与意向受让人有关的单位和个人，一方一组",
    "relations": "各方之间的关系，一项一组",
    "id": "登记库中已有主体的标识，没有的不写",
    "kind": "种类",
    "name": "名称或姓名",
    "personal_number": "证件号码，加密保存",
    "addresses": "地址，一处一条",
    "funding_accounts": "资金账户，一个一条",
    "key": "本文件中的简称，关系以它指明各方；bidder 指意向受让人",
    "limb": "所声明的限制受让情形",
    "document": "资金证明的名称",
    "amount": "资金证明所载金额，元",
    "from_key": "关系的一方，写其简称，如股东、任职的人",
    "to_key": "关系的另一方，写其简称，如所投资、任职的公司",
}
"""Fields that staff pages call nothing, or otherwise."""


def schema_text(name: str) -> str:
    """Return a schema as it stands in its file; ``name`` is one of ``SCHEMAS``."""
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=1) + "\n"


def schema_bytes(name: str) -> bytes | None:
    """Return the file of a schema, which is there without any network; None where there is none of that name."""
    return (templates_root() / "schemas" / f"{name}.schema.json").read_bytes() if name in SCHEMAS else None


def _facts() -> dict[str, Any]:
    return _described("facts", IntakeFacts.model_json_schema())


def _package_facts() -> dict[str, Any]:
    return _described("package-facts", PackageFacts.model_json_schema())


def _dossier() -> dict[str, Any]:
    return _described("dossier", DossierFile.model_json_schema())


def _described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Name each field in Chinese, say how it is written, and accept what people write."""
    for model in (schema, *schema["$defs"].values()):
        for field, told in model.get("properties", {}).items():
            chinese = f"{_CHINESE.get(field) or field_label('', field)}。{how_to_write(told)}"
            told["description"] = "\n".join((chinese, *filter(None, [told.get("description")])))
            accept_written_forms(told)
    return {"$schema": DIALECT, "$id": f"urn:disposal-registry:{name}", **schema}


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "notice": content_schema,
    "facts": _facts,
    "package-facts": _package_facts,
    "dossier": _dossier,
}
"""Each kind of file that people write, with what makes its schema."""
