"""Every error has one shape: a code of its own, a status a client knows, sentences in two languages."""

import importlib
import pkgutil

import pytest

import disposal
import notices
from disposal.errors import DisposalError
from disposal.lifecycle import NoticeState, TransitionRefused, transition
from disposal.services.filings.errors import ReceiptUnknown
from notices.errors import NoticesError

ABSTRACT = {NoticesError, DisposalError, ReceiptUnknown}


def all_errors() -> set[type[NoticesError]]:
    for package in (notices, disposal):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not module.name.startswith("disposal.migrations.") and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found: set[type[NoticesError]] = set()
    waiting: list[type[NoticesError]] = [NoticesError]
    while waiting:
        error = waiting.pop()
        found.add(error)
        waiting += error.__subclasses__()
    return found


STATUSES = {400, 401, 403, 404, 405, 408, 409, 412, 413, 421, 422, 428, 429, 500, 503}


def test_every_error_has_a_code_of_its_own_and_a_known_status() -> None:
    concrete = all_errors() - ABSTRACT
    codes = [error.code for error in concrete]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []
    assert {error.__name__ for error in concrete if error.status not in STATUSES} == set()
    assert all(code.replace("_", "").isalnum() and code.islower() for code in codes)


def test_error_as_json_carries_code_status_field_and_both_sentences() -> None:
    with pytest.raises(TransitionRefused) as caught:
        transition("publish", state=NoticeState.withdrawn, notice="CS-2022-0001")
    assert caught.value.as_json() == {
        "status": 409,
        "code": "transition_refused",
        "field": "state",
        "zh": "公告 CS-2022-0001 处于“已撤销”状态，不能发布；已撤销的公告不再变动；请为该项目发布新公告。",
        "en": "Notice CS-2022-0001 is withdrawn: you cannot publish it; publish a new notice for the project.",
    }
