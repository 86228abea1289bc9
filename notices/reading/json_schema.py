"""JSON Schema (draft 2020-12) of a notice's content, for editors and other programs."""

from pathlib import Path
from typing import Any

from notices.codes import codes_with
from notices.content.content import SCHEMA_VERSION, NoticeContent
from notices.content.field_explanations import explanation_of, explanation_of_model
from notices.content.field_labels import label_of
from notices.kinds import CODES_BY_NAME, KINDS
from notices.typesetting.resources import templates_root

SCHEMA_NAME = "notice.schema.json"
"""Name of the schema as a file in ``templates/schemas``, and below ``/schemas`` on the public site."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"

# Every text that is read fits these patterns. A text that fits can still be refused, such as 2022-02-30.
_DIGIT = "0-9０-９"
_NUMERAL = rf"{_DIGIT}〇○Oo零一二三四五六七八九十廿卅壹贰貳叁參肆伍陆陸柒捌玖拾"
_WRITTEN_AMOUNT = (
    rf"^(?=.*[{_DIGIT}零壹贰貳叁參叄肆伍陆陸柒捌玖拾])['’\s{_DIGIT},，.．:：()（）￥¥$＄€£￡A-Za-z人民币大小写元圆圓整正万萬亿億"
    r"零壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟角分美港欧日英镑澳加新坡瑞士法郎]+$"
)
_WRITTEN_DATE = rf"^['’\s]*(公元)?[{_NUMERAL}][{_NUMERAL}年月日号星期礼拜周天A-Za-z()（）,，\s./．／－—–:。;；-]+$"
_HOUR = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]Z?)?$"  # check-jsonschema writes TOML's 17:00:00 with a Z
_WRITTEN_FIGURE = rf"^['’\s]*-?[{_DIGIT}][{_DIGIT},，.．]*\s*$"

_HOW_TO_WRITE = {
    "date": "日期写作 2026-03-02 或 2026年3月2日。",
    "time": "钟点写作 17:00。",
    "boolean": '写 true 或 false，也可写 "是" 或 "否"。',
    "Amount": "金额写作 13400000.00 或 1340万元。",
    "Obligor": "写名称即可。",
}
"""How the values of a kind are written; other kinds need no word."""

_OFFERING = [kind.code for kind in KINDS if kind.offers_assets]
_WITH_PRINCIPAL = {"type": "object", "required": ["principal"], "properties": {"principal": {"not": {"type": "null"}}}}
_CLAIM_IN_OFFERS = {
    "required": ["amounts"],
    "properties": {
        "amounts": _WITH_PRINCIPAL,
        "conditional_amounts": {"items": {"properties": {"amounts": _WITH_PRINCIPAL}}},
    },
}
_DEBTOR_IN_OFFERS = {
    "required": ["claims"],
    "properties": {"claims": {"minItems": 1, "items": _CLAIM_IN_OFFERS}},
}
_IN_OFFERS = {
    "properties": {
        "items": {"items": _DEBTOR_IN_OFFERS},
        "terms": {"required": ["modes"], "properties": {"modes": {"minItems": 1}}},
    }
}
"""What an offer must state and an amendment may leave out; the same as ``notices.kinds.kind.unstated_in_offer``."""


def content_schema() -> dict[str, Any]:
    """Return the schema of what ``read_content`` accepts, with the short forms of amounts and obligors.

    It accepts what people write, too: dates and figures in other forms, and Chinese words for codes.
    """
    schema = NoticeContent.model_json_schema(mode="validation")
    definitions: dict[str, Any] = schema["$defs"]
    for name, model in {"NoticeContent": schema, **definitions}.items():
        for field, described in model.get("properties", {}).items():
            chinese = explanation_of(name, field) + how_to_write(described)
            described["title"] = label_of(name, field)
            described["description"] = "\n".join((chinese, *filter(None, [described.get("description")])))
            accept_written_forms(described)
    for name, definition in definitions.items():
        english = definition["description"]
        definition["description"] = f"{explanation_of_model(name, english)}。\n{english}"
        if "enum" in definition:
            definitions[name] = _with_chinese_words(definition)
    amount, obligor = definitions["Amount"], definitions["Obligor"]
    definitions["Amount"] = _either(
        amount,
        {"type": "string", "pattern": _WRITTEN_AMOUNT, "description": "as printed, such as 134000000.00 or 3433万元"},
        {"type": "number", "minimum": 0, "description": "yuan; the digits written are the digits printed"},
    )
    definitions["Obligor"] = _either(
        obligor, {"type": "string", "minLength": 1, "maxLength": 500, "description": "the name alone"}
    )
    names = [name for name in CODES_BY_NAME if name not in {kind.code for kind in KINDS}]
    schema["properties"]["kind"] |= {
        "oneOf": [
            *({"const": kind.code, "title": f"{kind.label_zh} {kind.label_en}"} for kind in KINDS),
            {"enum": names, "title": "公告种类的名称"},
        ]
    }
    schema["allOf"] = [{"if": {"properties": {"kind": {"enum": _OFFERING}}}, "then": _IN_OFFERS}]
    return {"$schema": DIALECT, "$id": f"urn:disposal-registry:notice-content:{SCHEMA_VERSION}", **schema}


def schema_file() -> Path:
    """Return the schema's file, which is there without any network."""
    return templates_root() / "schemas" / SCHEMA_NAME


def how_to_write(described: dict[str, Any]) -> str:
    """Return in Chinese how a value of this kind is written."""
    kinds = described.get("anyOf", [described])
    forms = {kind.get("format") or kind.get("type") or kind.get("$ref", "").rpartition("/")[2] for kind in kinds}
    return "".join(words for form, words in _HOW_TO_WRITE.items() if form in forms)


def accept_written_forms(described: dict[str, Any]) -> None:
    """Let a field accept a date, a figure, yes and no as people write them."""
    kinds = described.get("anyOf", [described])
    forms: list[dict[str, Any]] = []
    for kind in kinds:
        if kind.get("format") == "time":
            del kind["format"]  # it would ask for an offset, and the hour is one of China
            kind["pattern"] = _HOUR
        elif kind.get("format") == "date":
            forms.append({"type": "string", "pattern": _WRITTEN_DATE})
        elif kind.get("type") == "boolean":
            forms.append({"enum": ["是", "否"]})
        elif kind.get("type") == "string" and "format" not in kind and "pattern" in kind and len(kinds) > 1:
            forms.append({"type": "string", "pattern": _WRITTEN_FIGURE})
    if forms and "anyOf" in described:
        described["anyOf"] += forms
    elif forms:
        whole = {name: described.pop(name) for name in ("type", "format") if name in described}
        described["anyOf"] = [whole, *forms]


def _with_chinese_words(definition: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a code that accepts its Chinese words, too, and says what each code means."""
    codes = codes_with(definition["enum"])
    if codes is None:
        return definition
    meanings = "、".join(f"{member.value} {member.zh}".rstrip() for member in codes)
    chinese, _, english = definition["description"].partition("\n")
    definition["description"] = f"{chinese}可写：{meanings}。\n{english}"
    words = [word for member in codes for word in (member.zh, *member.also) if word]
    alone = [word for word in words if len(codes.members_called(word)) == 1]
    return _either(definition, {"enum": list(dict.fromkeys(alone)), "title": "中文写法"})


def _either(whole: dict[str, Any], *short: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that accepts the whole value or one of its short forms."""
    return {"title": whole["title"], "description": whole["description"], "anyOf": [whole, *short]}
