"""The JSON Schema as a file and in editors: it is there offline, every sample fits it, and it speaks Chinese."""

import json
import re

import jsonschema_rs
import pytest

from notices.content.field_explanations import EXPLANATIONS
from notices.reading.json_schema import content_schema, schema_file
from tests.support.notice_samples import SAMPLES, values_in

CHINESE = re.compile("^[^A-Za-z]*[一-鿿]")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sample_names_the_schema_beside_it_and_fits_it(path: object) -> None:
    first = path.read_text("utf-8").splitlines()[0]  # type: ignore[attr-defined]
    named = (path.parent / first.removeprefix("#:schema ")).resolve()  # type: ignore[attr-defined]
    assert named == schema_file().resolve()
    written = json.loads(json.dumps(values_in(path), default=str))  # type: ignore[arg-type]
    assert list(jsonschema_rs.validator_for(json.loads(named.read_bytes())).iter_errors(written)) == []
    strict = jsonschema_rs.validator_for(json.loads(named.read_bytes()), validate_formats=True)  # as editors do
    assert list(strict.iter_errors(written)) == []


def test_every_field_table_and_code_is_explained_in_chinese_first() -> None:
    schema = content_schema()
    models = [schema, *(d.get("anyOf", [d])[0] for d in schema["$defs"].values())]
    fields = [(name, told["description"]) for model in models for name, told in model.get("properties", {}).items()]
    assert len(fields) > 150
    told = [*fields, *((name, each["description"]) for name, each in schema["$defs"].items())]
    assert [name for name, words in told if not CHINESE.match(words)] == []


def test_field_says_how_its_value_is_written_and_code_lists_its_words() -> None:
    schema = content_schema()
    assert "日期写作 2026-03-02 或 2026年3月2日" in schema["properties"]["published_on"]["description"]
    assert "1340万元" in schema["$defs"]["ClaimAmounts"]["properties"]["principal"]["description"]
    assert "joint 连带责任保证" in schema["$defs"]["GuaranteeMode"]["description"]


def test_every_explanation_is_of_a_field() -> None:
    schema = content_schema()
    models = {"NoticeContent": schema} | {n: d.get("anyOf", [d])[0] for n, d in schema["$defs"].items()}
    fields = {(model, name) for model, told in models.items() for name in told.get("properties", {})}
    assert EXPLANATIONS.keys() <= {name for _, name in fields} | {f"{model}.{name}" for model, name in fields}
