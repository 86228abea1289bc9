"""Calendar files for the tests. The arrangement for 2027 is invented: the real one is not announced."""

from pathlib import Path

import pytest

INVENTED_2027 = """\
year = 2027

[[circulars]]
number = "国办发明电〔2026〕99号"
issued_on = 2026-11-20
title = "虚构的2027年部分节假日安排的通知"

[[holidays]]
name = "元旦"
first_on = 2026-12-31
last_on = 2027-01-02
make_up = [2026-12-27]

[[holidays]]
name = "春节"
first_on = 2027-02-05
last_on = 2027-02-12
make_up = [2027-01-31, 2027-02-20]

[[holidays]]
name = "清明节"
first_on = 2027-04-03
last_on = 2027-04-05

[[holidays]]
name = "劳动节"
first_on = 2027-05-01
last_on = 2027-05-05
make_up = [2027-05-08]

[[holidays]]
name = "端午节"
first_on = 2027-06-09
last_on = 2027-06-09

[[holidays]]
name = "中秋节"
first_on = 2027-09-15
last_on = 2027-09-15

[[holidays]]
name = "国庆节"
first_on = 2027-10-01
last_on = 2027-10-07
make_up = [2027-09-26, 2027-10-09]
"""


@pytest.fixture
def calendar_2027(tmp_path: Path) -> Path:
    """Return a file with the invented arrangement for 2027."""
    path = tmp_path / "2027.toml"
    path.write_text(INVENTED_2027, encoding="utf-8")
    return path
