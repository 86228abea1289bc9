"""One labelled pair, and the file of them."""

import csv
from dataclasses import asdict, dataclass, fields
from pathlib import Path

PATH = Path(__file__).parent / "pairs.csv"


@dataclass(frozen=True)
class Side:
    """One record of a pair: its name, former names or declared short names parted by ``|``, and its number."""

    name: str
    former: str = ""
    alias: str = ""
    number: str = ""


@dataclass(frozen=True)
class Pair:
    """Two records and whether they are one party."""

    category: str
    is_same: bool
    is_person: bool
    a: Side
    b: Side
    why: str
    split: str = ""


COLUMNS = ("category", "split", "is_same", "kind", *(f"{side}_{f.name}" for side in "ab" for f in fields(Side)), "why")


def write_pairs(pairs: list[Pair], path: Path = PATH) -> None:
    """Write pairs to a CSV file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        rows.writeheader()
        for pair in pairs:
            sides = {f"{side}_{key}": value for side in "ab" for key, value in asdict(getattr(pair, side)).items()}
            kind = "person" if pair.is_person else "company"
            label = "1" if pair.is_same else "0"
            rows.writerow(
                {"category": pair.category, "split": pair.split, "is_same": label, "kind": kind, "why": pair.why}
                | sides
            )


def read_pairs(path: Path = PATH) -> list[Pair]:
    """Return the labelled pairs in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["category"],
                row["is_same"] == "1",
                row["kind"] == "person",
                Side(*(row[f"a_{f.name}"] for f in fields(Side))),
                Side(*(row[f"b_{f.name}"] for f in fields(Side))),
                row["why"],
                row["split"],
            )
            for row in csv.DictReader(file)
        ]
