"""Whole numbers that an account has tried: few a day, so that nobody finds out by trying what a mask hides.

A masked resident ID leaves the day of birth open and tells the check digit: some three thousand numbers, which a search
by whole numbers would try out within minutes, and no entry of the audit trail would tell of it. Entering tells as much
as searching: a number that is on record is answered otherwise than one that is not. So both are counted, in the
database, for all processes and commands together, and whatever becomes of the transaction that tried them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from disposal.errors import DisposalError

MOST_NUMBERS, WITHIN_SECONDS = 200, 24 * 60 * 60
"""How many different numbers an account may look for, and in which time."""
MOST_OF_ONE_MASK, MOST_OF_A_KIND = 10, 200
"""How many numbers an account may try that one mask hides: of resident IDs, which tell ten digits, and of others."""

_FORGET = text("DELETE FROM tried_number WHERE at <= clock_timestamp() - make_interval(secs => :within)")
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('tried numbers ' || :account, 0))")
_KNOWN = text("""
    SELECT number_digest FROM tried_number
    WHERE account_id = :account AND is_searched = :searched AND number_digest = ANY(:numbers)
""")
_SEARCHED = text("""
    SELECT count(*) AS tried, extract(epoch FROM clock_timestamp() - min(at)) AS age FROM tried_number
    WHERE account_id = :account AND is_searched
""")
_OF_MASKS = text("""
    SELECT mask_digest, array_agg(DISTINCT number_digest) AS numbers,
           extract(epoch FROM clock_timestamp() - min(at)) AS age
    FROM tried_number WHERE account_id = :account AND mask_digest = ANY(:masks) GROUP BY mask_digest
""")
_ADD = text("""
    INSERT INTO tried_number (id, created_at, account_id, number_digest, mask_digest, is_searched, at)
    SELECT gen_random_uuid(), clock_timestamp(), :account, number, mask, :searched, clock_timestamp()
    FROM unnest(CAST(:numbers AS text[]), CAST(:masks AS text[])) AS tried (number, mask)
""")


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
        by_number = {each.number: each for each in tries}
        about = {"account": account, "searched": is_searched}
        with self._engine.begin() as connection:
            connection.execute(_LOCK, {"account": str(account)})
            connection.execute(_FORGET, {"within": WITHIN_SECONDS})
            known = connection.execute(_KNOWN, {**about, "numbers": list(by_number)}).scalars()
            for number in known:
                del by_number[number]
            new = list(by_number.values())
            if is_searched and new:
                _refuse_search(connection, account, len(new))
            _refuse_masks(connection, account, new)
            lists = {"numbers": [each.number for each in new], "masks": [each.mask for each in new]}
            connection.execute(_ADD, {**about, **lists})


def _refuse_search(connection: Connection, account: UUID, count: int) -> None:
    """Refuse more numbers than an account may look for. Raises: TooManyNumbersTried."""
    row = connection.execute(_SEARCHED, {"account": account}).one()
    if row.tried + count > MOST_NUMBERS:
        raise TooManyNumbersTried(_wait(row.age))


def _refuse_masks(connection: Connection, account: UUID, new: Collection[Tried]) -> None:
    """Refuse numbers of a mask of which too many have been tried. Raises: TooManyOfOneMask."""
    rows = connection.execute(_OF_MASKS, {"account": account, "masks": list({each.mask for each in new})}).all()
    tried, ages = {row.mask_digest: set(row.numbers) for row in rows}, {row.mask_digest: row.age for row in rows}
    for each in new:
        numbers = tried.setdefault(each.mask, set())
        numbers.add(each.number)
        if len(numbers) > each.most:
            raise TooManyOfOneMask(_wait(ages.get(each.mask)), shown=each.shown, most=each.most)


def _wait(age: Any) -> int:
    """Return in how many seconds a number of this age is forgotten; None: of this moment."""
    return max(1, round(WITHIN_SECONDS - float(age or 0)))
