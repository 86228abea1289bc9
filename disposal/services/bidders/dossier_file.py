"""Read a bidder's dossier file (TOML or JSON). All problems are reported; nothing is stored yet."""

import json
import tomllib
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, field_validator, model_validator
from sqlmodel import Field

from disposal.eligibility.facts.facts import Declaration, MeansEvidence
from disposal.eligibility.facts.people import ContactKind, OrganKind, OwnersKnown
from disposal.eligibility.facts.relations import Kinship, Office, RelationKind
from disposal.errors import DisposalError
from disposal.identifiers import CreditCode, IdentityDocument, PersonalNumber, of_its_document
from disposal.models.records.record import Payload
from disposal.models.screening.bidder import DossierPart
from disposal.money import NonNegativeYuan
from disposal.services.records.validation import read
from notices.codes import BusinessStatus, PartyKind
from notices.reading.explain import excerpt
from notices.reading.syntax import Syntax, complaint_of, corrections_of
from notices.system_reasons import reason_of
from notices.text import Line, NameLine
from notices.written.fields import Day, FirstDay, LastDay, Percent, YesNo
from notices.written.names import refuse_several
from notices.written.numbers import whole_number_in

BIDDER_KEY = "bidder"
_LARGEST = 4 * 1024 * 1024


class DossierUnreadable(DisposalError):
    """The file is not a dossier: missing, too large, of another type, or malformed."""

    code: ClassVar[str] = "dossier_unreadable"
    status: ClassVar[int] = 422

    def __init__(self, *, name: str, zh: str, en: str) -> None:
        super().__init__(
            zh=f"无法读取资料文件“{name}”：{zh}。请更正后重试。",
            en=f'Cannot read the dossier "{name}": {en}. Correct it and try again.',
            field="file",
        )


class StatedParty(Payload):
    """A party as stated in a dossier; ``id`` refers to a party already in the register."""

    id: UUID | None = None
    kind: PartyKind = PartyKind.organisation
    name: NameLine | None = None
    former_names: list[NameLine] = Field(default_factory=list)
    credit_code: CreditCode | None = None
    identity_document: IdentityDocument | None = None
    personal_number: PersonalNumber | None = Field(default=None, repr=False)
    status: BusinessStatus | None = None
    is_state_owned: YesNo | None = None
    organ: OrganKind | None = None
    is_financial_institution: YesNo | None = None
    owners: OwnersKnown | None = None
    phones: list[Line] | None = Field(default=None, repr=False)
    addresses: list[Line] | None = Field(default=None, repr=False)
    funding_accounts: list[Line] | None = Field(default=None, repr=False)

    _of_its_document = field_validator("personal_number")(of_its_document)

    @model_validator(mode="after")
    def _is_one_party(self) -> Self:
        refuse_several(self.name, self.former_names, has_code=self.credit_code is not None)
        return self

    @property
    def contacts(self) -> dict[ContactKind, list[str]]:
        """Return the stated contacts by kind; kinds not stated are omitted."""
        stated = {
            ContactKind.phone: self.phones, ContactKind.address: self.addresses,
            ContactKind.funding_account: self.funding_accounts,
        }  # fmt: skip
        return {kind: list(values) for kind, values in stated.items() if values is not None}


class NamedParty(StatedParty):
    """Another party of the dossier; relations refer to it by ``key``."""

    key: Line


class StatedBidder(StatedParty):
    """The bidder's part of the dossier."""

    stated: list[DossierPart] = Field(default_factory=list, description="parts stated in full")
    age_years: Annotated[int, Field(ge=0, le=150), BeforeValidator(whole_number_in)] | None = None
    age_stated_on: Day | None = None
    has_own_income: YesNo | None = None
    is_capacity_limited: YesNo | None = None


class StatedRelation(Payload):
    """A relation between two keys of the dossier; the bidder's key is ``bidder``."""

    from_key: Line
    to_key: Line
    kind: RelationKind
    kinship: Kinship | None = None
    office: Office | None = None
    percent: Percent | None = None
    source: Line = "意向受让人资料"
    stated_on: Day | None = None
    valid_from: FirstDay | None = None
    valid_until: LastDay = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDeclaration(Declaration):
    """A declaration as stated in a dossier; those stored earlier are read as ``Declaration``."""

    is_barred: YesNo
    signed_on: Day

    @property
    def declaration(self) -> Declaration:
        """Return it in the form that is stored."""
        return Declaration(limb=self.limb, is_barred=self.is_barred, signed_on=self.signed_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedMeans(MeansEvidence):
    """Evidence of means as stated in a dossier; evidence stored earlier is read as ``MeansEvidence``."""

    document: Line
    amount: NonNegativeYuan | None = None
    dated_on: Day | None = None

    @property
    def evidence(self) -> MeansEvidence:
        """Return it in the form that is stored."""
        return MeansEvidence(document=self.document, amount=self.amount, dated_on=self.dated_on)


class DossierFile(Payload):
    """A complete dossier."""

    bidder: StatedBidder
    declarations: tuple[Annotated[StatedDeclaration, AfterValidator(attrgetter("declaration"))], ...] = ()
    means: tuple[Annotated[StatedMeans, AfterValidator(attrgetter("evidence"))], ...] | None = None
    parties: list[NamedParty] = Field(default_factory=list)
    relations: list[StatedRelation] = Field(default_factory=list)


def read_dossier(path: Path) -> DossierFile:
    """Read a dossier from a TOML or JSON file.

    Raises: DossierUnreadable; InvalidRecord with all problems found, numbers masked.
    """
    return _dossier_of(path.name, parse_dossier(path))


def dossier_in(data: bytes, *, name: str) -> DossierFile:
    """Read a dossier from the bytes of an uploaded file. ``name`` tells its type by its ending.

    Raises: as ``read_dossier``.
    """
    return _dossier_of(name, _values_in(data, Path(name)))


def _dossier_of(name: str, values: dict[str, Any]) -> DossierFile:
    try:
        return read(DossierFile, values)
    except ValueError:  # Python converts at most 4,300 digits between text and number
        raise _too_long(name) from None


def _too_long(name: str) -> DossierUnreadable:
    return DossierUnreadable(name=name, zh="有一个数字过长", en="a number in it is too long")


def parse_dossier(path: Path) -> dict[str, Any]:
    """Parse a file into plain values. Raises: DossierUnreadable."""
    _check_ending(path)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        reason, reason_en = reason_of(error)
        raise DossierUnreadable(
            name=path.name, zh=f"{reason}，请检查路径和权限", en=f"{reason_en}; check path and permissions"
        ) from None
    return _values_in(data, path)


def _check_ending(path: Path) -> None:
    if path.suffix.lower() not in {".toml", ".json"}:
        raise DossierUnreadable(
            name=path.name, zh="扩展名须为 .toml 或 .json", en="its name must end in .toml or .json"
        )


def _values_in(data: bytes, path: Path) -> dict[str, Any]:
    """Return the values of a file's bytes. Raises: DossierUnreadable."""
    _check_ending(path)
    if len(data) > _LARGEST:
        raise DossierUnreadable(name=path.name, zh="超过4 MB", en="it is larger than 4 MB")
    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text, parse_float=str) if path.suffix.lower() == ".toml" else _json(text)
    except UnicodeDecodeError as error:
        at = f"{error.start}"
        raise DossierUnreadable(name=path.name, zh=f"第{at}字节起不是 UTF-8", en=f"not UTF-8 from byte {at}") from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise _malformed(path, text, error) from None
    except _KeyTwice as error:
        raise DossierUnreadable(
            name=path.name, zh=f"同一对象中“{error}”出现两次", en=f'an object holds "{error}" twice'
        ) from None
    except ValueError:
        raise _too_long(path.name) from None
    if not isinstance(values, dict):
        raise DossierUnreadable(name=path.name, zh="最外层须为对象", en="its top must be an object")
    return values


def _malformed(path: Path, text: str, error: Exception) -> DossierUnreadable:
    """Return the error for a malformed file: line numbers and reasons, without the text, which may hold a number."""
    found = complaint_of(error)
    place = f"第{found.line}行第{found.column}列" if found.line else "某处，多为文末"
    place_en = f"line {found.line}, column {found.column}" if found.line else "some place, often the end"
    told = [(each.line, *each.why) for each in corrections_of(text, Syntax(path.suffix.lower().removeprefix(".")))]
    return DossierUnreadable(
        name=path.name,
        zh=f"格式有误（{place}）" + "".join(f"；第{line}行：{zh}" for line, zh, _ in told),
        en=f"it is not well-formed ({place_en})" + "".join(f"; line {line}: {en}" for line, _, en in told),
    )


class _KeyTwice(ValueError):
    """An object contains the same key twice, so its value is ambiguous."""


def _json(text: str) -> Any:
    return json.loads(text, parse_float=str, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise _KeyTwice(excerpt(key))
        values[key] = value
    return values
