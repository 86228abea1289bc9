"""Jobs and letters are whole or the suite is red: listed, with words, and with what they are made of."""

import importlib
import inspect
import pkgutil

import pytest

import disposal.jobs
from disposal.jobs.catalogue import JOBS
from disposal.jobs.job import Job
from disposal.services.failed_jobs.failed_jobs import JOB_WORDS
from disposal.services.queue import deferring
from notices.typesetting.resources import templates_root
from tests.support.house import SOURCES, imports_of, module_of

LETTERS = sorted(path.name for path in (templates_root() / "letters").glob("*.j2"))
PRINTING = [path for path in SOURCES if any(each.name.endswith(".render_letter") for each in imports_of(path))]
"""The files that print letters."""


def test_every_job_is_listed_once_and_says_what_it_does() -> None:
    names = (module.name for module in pkgutil.iter_modules(disposal.jobs.__path__, "disposal.jobs."))
    modules = [importlib.import_module(name) for name in names]
    written = {module.__name__: module.JOB for module in modules if isinstance(getattr(module, "JOB", None), Job)}
    assert [name for name, job in written.items() if job not in JOBS] == [], "give each new job its line in JOBS"
    assert len(written) == len(JOBS) == len({job.name for job in JOBS})
    assert [name for name in written if not inspect.getdoc(importlib.import_module(name))] == []


def test_every_job_has_its_name_in_deferring_and_words_on_the_page_of_jobs() -> None:
    named = {value for name, value in vars(deferring).items() if name.endswith("_DUE")}
    assert {job.name for job in JOBS} == named, "a job's name is a constant ..._DUE of services/queue/deferring.py"
    bare = [job.name for job in JOBS if not all(JOB_WORDS.get(job.name, ("", "")))]
    assert bare == [], "say in JOB_WORDS (services/failed_jobs) what /desk/jobs calls it, or it shows the code"
    assert set(JOB_WORDS) == named


def test_every_letter_is_printed_by_a_service() -> None:
    assert len(LETTERS) > 2
    printed = [getattr(importlib.import_module(module_of(path)), "TEMPLATE", path) for path in PRINTING]
    assert sorted(set(LETTERS) - set(printed)) == [], "a service names it as TEMPLATE and calls render_letter"
    assert len(set(printed)) == len(printed)


@pytest.mark.parametrize("path", PRINTING)
def test_service_that_prints_a_letter_names_its_template_and_style(path: str) -> None:
    module = importlib.import_module(module_of(path))
    assert path.startswith("disposal/services/"), "a service prints, not a door"
    template, style = getattr(module, "TEMPLATE", ""), getattr(module, "STYLE", "")
    assert template in LETTERS, "its TEMPLATE is a file of templates/letters"
    assert (templates_root() / "style" / style).is_file(), "its STYLE is a file of templates/style"
