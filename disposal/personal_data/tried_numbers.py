"""Whole numbers that an account has tried: few a day, so that nobody finds out by trying what a mask hides.

A masked resident ID leaves the day of birth open and tells the check digit: some three thousand numbers, which a search
by whole numbers would try out within minutes, and no entry of the audit trail would tell of it. Entering tells as much
as searching: a number that is on record is answered otherwise than one that is not. So both are counted, in the
database, for all processes and commands together, and whatever becomes of the transaction that tried them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, text

from disposal.errors import DisposalError

MOST_NUMBERS, WITHIN_SECONDS = 200, 24 * 60 * 60
"""How many different numbers an account may look for, and in which time."""
MOST_OF_ONE_MASK, MOST_OF_A_KIND = 10, 200
"""How many numbers an account may try that one mask hides: of resident IDs, which tell ten digits, and of others."""

_FORGET = text("DELETE FROM tried_number WHERE at <= clock_timestamp() - make_interval(secs => :within)")
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('tried numbers ' || :account, 0))")
_KNOWN = text("SELECT number_digest, mask_digest, is_searched, at FROM tried_number WHERE account_id = :account")
_ADD = text("""
    INSERT INTO tried_number (id, created_at, account_id, number_digest, mask_digest, is_searched, at)
    VALUES (:id, clock_timestamp(), :account, :number, :mask, :searched, clock_timestamp())
""")
_AGE = text("SELECT extract(epoch FROM clock_timestamp() - :at)")


class TooManyNumbersTried(DisposalError):
    """The account has looked for very many different numbers."""

    code: ClassVar[str] = "too_many_numbers_tried"
    status: ClassVar[int] = 429

    def __init__(self, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(
            zh=f"24小时内按完整证件号码检索的不同号码已达{MOST_NUMBERS}个；请改用名称检索，"
            "确需核对大量号码的，请录入或导入后由系统比对。",
            en=f"you have searched for {MOST_NUMBERS} different whole numbers within 24 hours; search by name, and to "
            "compare many numbers, enter or import them and let the register compare",
            field="q",
        )


class TooManyOfOneMask(DisposalError):
    """The account has tried very many numbers that look alike once they are masked."""

    code: ClassVar[str] = "too_many_of_one_mask"
    status: ClassVar[int] = 429

    def __init__(self, wait_seconds: int, *, shown: str, most: int) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(
            zh=f"24小时内填写或检索过{most}个不同的证件号码，遮掩后都是{shown}；请对照证件核对号码，"
            "确有更多的，请次日再办，或请同事办理。",
            en=f"within 24 hours you gave {most} different numbers that are all {shown} once masked; check the number "
            "by the document; if there really are more, go on tomorrow or ask a colleague",
            field="personal_number",
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """A number that somebody tries: keyed digests of it and of its mask, and how many of that mask may be tried."""

    number: str
    mask: str
    shown: str
    most: int


class TriedNumbers:
    """The numbers that each account has tried within a day."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, account: UUID, tries: Collection[Tried], *, is_searched: bool) -> None:
        """Note that an account tries numbers, in a transaction of its own; those tried before count once.

        Raises: TooManyNumbersTried, TooManyOfOneMask; then none of them is noted.
        """
        with self._engine.begin() as connection:
            connection.execute(_LOCK, {"account": str(account)})
            connection.execute(_FORGET, {"within": WITHIN_SECONDS})
            known = connection.execute(_KNOWN, {"account": account}).all()
            noted = {(row.number_digest, row.is_searched) for row in known}
            new = {each.number: each for each in tries if (each.number, is_searched) not in noted}
            if not new:
                return
            if is_searched:
                searched = [row for row in known if row.is_searched]
                if len(searched) + len(new) > MOST_NUMBERS:
                    raise TooManyNumbersTried(_wait(connection, searched))
            _refuse_mask(connection, known, list(new.values()))
            connection.execute(_ADD, [
                {"id": uuid4(), "account": account, "number": each.number, "mask": each.mask, "searched": is_searched}
                for each in new.values()
            ])  # fmt: skip


def _refuse_mask(connection: Connection, known: Collection[Any], new: Collection[Tried]) -> None:
    """Refuse numbers of a mask of which too many have been tried. Raises: TooManyOfOneMask."""
    tried: dict[str, set[str]] = {}
    for row in known:
        tried.setdefault(row.mask_digest, set()).add(row.number_digest)
    for each in new:
        numbers = tried.setdefault(each.mask, set())
        numbers.add(each.number)
        if len(numbers) > each.most:
            same = [row for row in known if row.mask_digest == each.mask]
            raise TooManyOfOneMask(_wait(connection, same), shown=each.shown, most=each.most)


def _wait(connection: Connection, rows: Collection[Any]) -> int:
    """Return in how many seconds the oldest of these is forgotten."""
    if not rows:
        return WITHIN_SECONDS
    age = connection.execute(_AGE, {"at": min(row.at for row in rows)}).scalar_one()
    return max(1, round(WITHIN_SECONDS - float(age)))
