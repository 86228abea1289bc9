"""What staff write names persons: its owner alone may read it; a notice, which is public, anybody may."""

import stat
from pathlib import Path

import pytest

from disposal.cli.console.outputs import OutputNotWritten, make_folder, write_folder, write_outputs
from disposal.private_files import make_private_folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_of_staff_are_for_their_owner_and_public_ones_for_all(tmp_path: Path) -> None:
    opinion, notice = tmp_path / "opinion.pdf", tmp_path / "notice.pdf"
    opinion.write_bytes(b"older")
    opinion.chmod(0o644)
    write_outputs([(opinion, b"new")])
    write_outputs([(notice, b"new")], is_public=True)
    assert (mode(opinion), opinion.read_bytes()) == (0o600, b"new")
    assert mode(notice) == 0o644


def test_folder_of_a_case_is_for_its_owner(tmp_path: Path) -> None:
    write_folder(tmp_path / "卷宗", [("1.pdf", b"x")])
    assert (mode(tmp_path / "卷宗"), mode(tmp_path / "卷宗" / "1.pdf")) == (0o700, 0o600)


def test_data_directory_is_made_for_its_owner_and_one_that_is_there_stays(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "deep" / "var")
    assert mode(tmp_path / "deep" / "var") == 0o700
    (tmp_path / "old").mkdir(mode=0o755)
    (tmp_path / "old").chmod(0o755)
    make_private_folder(tmp_path / "old")
    assert mode(tmp_path / "old") == 0o755


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputNotWritten, match="file"):
        make_folder(tmp_path / "file" / "demo")
