"""JSON Schemas of the files that people write: each is there offline, and every sample fits the one it names."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema_rs
import pytest

from disposal.services.staff_records.file_schemas import SCHEMAS, schema_bytes, schema_text
from notices.typesetting.resources import templates_root

SAMPLES = sorted(path for folder in ("facts", "dossiers") for path in (templates_root() / folder).glob("*.toml"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_file_of_a_schema_is_the_schema(name: str) -> None:
    assert (schema_bytes(name) or b"").decode() == schema_text(name), "run: make schema"


def test_there_is_no_schema_of_another_name() -> None:
    assert schema_bytes("../notices/disposal/sample") is None


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_names_its_schema_and_fits_it(path: Path) -> None:
    first = path.read_text("utf-8").partition("\n")[0]
    schema = json.loads((path.parent / first.removeprefix("#:schema ")).read_bytes())
    written = json.loads(json.dumps(tomllib.loads(path.read_text("utf-8")), default=str))
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    assert [error.message for error in validator.iter_errors(written)] == []
    assert not validator.is_valid(written | {"zzz": 1})


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_of_a_schema_is_explained_in_chinese_first(name: str) -> None:
    schema = SCHEMAS[name]()
    models = [schema, *(each.get("anyOf", [each])[0] for each in schema["$defs"].values())]
    told = [(field, said["description"]) for model in models for field, said in model.get("properties", {}).items()]
    assert [field for field, words in told if not re.match("^[^A-Za-z]*[一-鿿]", words)] == []
