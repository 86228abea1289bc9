"""Kinds of names that the further pairs of the field set showed to be missed, each by names that are not among them."""

import pytest

from disposal.eligibility.matching import Strength, Subject, compare
from notices.codes import PartyKind

PEOPLE = [
    (True, "审计处 鲁思齐", "鲁思齐"),
    (True, "虚构支行 顾长宁", "顾长宁"),
    (False, "审计处 鲁思齐", "审计处 鲁思远"),
    (True, "鲁思齐妻子顾长宁", "顾长宁"),
    (True, "鲁思齐之女：鲁念慈", "鲁念慈"),
    (False, "鲁思齐妻子顾长宁", "鲁思齐"),
    (True, "王之妻", "王之妻"),  # a name, if an odd one
    (True, "鲁思齐 女 回族 61周岁", "鲁思齐"),
    (True, "鲁思齐 男 1964年出生", "鲁思齐"),
    (False, "鲁思齐 女 回族", "鲁思远 女 回族"),
    (True, "顾长宁 鲁思齐夫妇", "鲁思齐"),
    (True, "顾长宁 鲁思齐等2人", "鲁思齐"),
    (False, "顾长宁 鲁思齐夫妇", "顾思齐"),
    (True, "NYU XIAOMEI", "女晓梅"),
    (True, "LUE MINGHAI", "略明海"),
    (True, "LU MINGHAI", "吕明海"),  # as older passports have it
    (False, "LYU MINGHAI", "鲁明海"),
    (True, "Lǚ Minghai", "吕明海"),
    (True, "Peter 何长庚", "Peter"),
    (False, "Peter 何长庚", "Peter 何长青"),
    (False, "Peter Ho (何长庚)", "Peter Ho (何家和)"),
    (True, "David Smith（大卫·史密斯）", "David Smith（戴维·史密斯）"),  # no Chinese names of persons
    (True, "Abdukerim Turdi", "阿卜杜克里木·吐尔地"),
    (False, "Abdukerim Turdi", "阿卜杜热依木·吐尔地"),
    # several people without a gap, and one with two surnames
    (True, "何立马晓兰", "马晓兰"),
    (True, "何立马晓兰", "何立"),
    (True, "司徒岚何立", "司徒岚"),
    (True, "何立马晓兰夫妇", "马晓兰"),
    (False, "何立马晓兰", "立马晓兰"),
    (False, "何立马晓兰", "何晓兰"),
    (False, "何马立岚", "何马"),
    (True, "何马立岚", "马立岚"),
    (False, "欧阳立岚", "欧阳"),
    (False, "那仁高娃", "高娃"),
    # surname and given name parted by a sign
    (True, "何，立岚", "何立岚"),
    (True, "立岚·何", "何立岚"),
    (True, "思岚 欧阳", "欧阳思岚"),
    (False, "立岚，何", "何岚立"),
    (False, "何立，马岚", "何立马"),
    # initials as Hong Kong and Taiwan spell the surname
    (True, "K. Y. Chan", "陈嘉茵"),
    (False, "K. Y. Chan", "陈美茵"),
    (False, "K. Y. Chan", "张嘉茵"),
    (True, "Hsu C.H.", "徐志宏"),
    (False, "Hsu C.H.", "徐宏志"),
    (False, "Hsu C.H.", "徐志"),
    (True, "Lyu W.B.", "吕文斌"),
    # Hangul, and Korean readings of any character of names
    (True, "김수현", "金秀贤"),
    (False, "김수현", "金秀真"),
    (True, "남궁민", "南宫民"),
    (True, "Song Hye-kyo", "宋慧乔"),
    (False, "Song Hye-kyo", "宋慧珍"),
    # characters of Japanese names by their readings, and long vowels
    (True, "Takeuchi Tomokazu", "竹内友和"),
    (True, "Kenichi Satoh", "佐藤健一"),
    (False, "Kenichi Satoh", "佐藤健二"),
    (True, "佐々木岚", "佐佐木岚"),
    (True, "桜井広", "樱井广"),
    # Gwoyeu Romatzyh in names of Taiwan
    (True, "Lu Shiow-yen", "卢秀燕"),
    (True, "Ko Teh-yih", "柯德义"),
    (False, "Lu Shiow-yen", "卢少燕"),
    # names of minorities
    (True, "Nurmemet Yusup", "努尔买买提·玉素甫"),
    (False, "Nurmemet Yusup", "努尔艾力·玉素甫"),
    (True, "Munkhbayar", "孟和巴雅尔"),
    (False, "Munkhbayar", "孟和吉雅"),
]
COMPANIES = [
    (True, "台州明砚塑业（全称：台州明砚塑业有限公司）", "台州明砚塑业有限公司"),
    (False, "台州明砚塑业（即台州明砚塑业有限公司）", "嘉兴明砚塑业有限公司"),
    (True, "Jiaxing Mingyan Photovoltaic Equipment Co., Ltd.", "嘉兴明砚光伏设备有限公司"),
    (False, "Jiaxing Mingyan Photovoltaic Equipment Co., Ltd.", "嘉兴明砚激光设备有限公司"),
    (True, "台州三十六号仓储有限公司", "台州36号仓储有限公司"),
    (False, "台州三十六号仓储有限公司", "台州六十三号仓储有限公司"),
    (False, "台州市第二建筑工程公司", "台州市第三建筑工程公司"),
    (True, "台州明砚小贷股份有限公司", "台州明砚小额贷款股份有限公司"),
    # one trade in two words
    (True, "台州明砚运输有限公司", "台州明砚物流有限公司"),
    (False, "台州明砚集团有限公司", "台州明砚物流有限公司"),
    (True, "台州明砚房地产开发有限公司", "台州明砚置业有限公司"),
    (False, "台州明砚房地产开发有限公司", "台州明砚物业服务有限公司"),
    (True, "台州明砚煤业有限公司", "台州明砚煤炭有限公司"),
    (False, "台州明砚煤业有限公司", "台州明砚焦化有限公司"),
    (True, "台州明砚汽贸有限公司", "台州明砚汽车销售有限公司"),
    (False, "台州明砚汽贸有限公司", "台州明砚汽车租赁有限公司"),
    (True, "康县明砚养牛专业合作社", "康县明砚肉牛养殖专业合作社"),
    (False, "康县明砚养牛专业合作社", "康县明砚养羊专业合作社"),
    # schools, clinics, hospitals in short
    (True, "丰县明砚镇中心卫生院", "丰县明砚卫生院"),
    (False, "丰县明砚镇中心卫生院", "丰县明砚镇中心小学"),
    (False, "丰县明砚镇中心卫生院", "丰县明溪镇中心卫生院"),
    (True, "台州市第二高级中学", "台州二高"),
    (False, "台州市第二高级中学", "台州一高"),
    (True, "睢县中医院", "商丘市睢县中医院"),
    (True, "西安交大附中", "西安交通大学附属中学"),
    (False, "西安交大附中", "西安交通大学附属小学"),
    (True, "郑大一附院", "郑州大学第一附属医院"),
    (False, "郑大一附院", "郑州大学第二附属医院"),
    # villages and their groups
    (True, "康县明砚镇何家村", "康县明砚镇何家村民委员会"),
    (False, "康县明砚镇何家村", "康县明砚镇马家村民委员会"),
    (True, "康县水乡度假村", "康县水乡度假村有限公司"),
    (True, "康县明砚镇何家村上岭组", "康县明砚镇何家村上岭村民小组"),
    (False, "康县明砚镇何家村上岭组", "康县明砚镇何家村下岭村民小组"),
    (False, "康县明砚镇何家村民委员会", "康县明砚镇何家新市村村民委员会"),
    # zones, one within another
    (True, "青岛前湾保税港区明砚贸易有限公司", "青岛明砚贸易有限公司"),
    (True, "上海自由贸易试验区临港新片区明砚租赁有限公司", "上海明砚租赁有限公司"),
    (False, "青岛前湾保税港区明砚贸易有限公司", "青岛前湾保税港区明溪贸易有限公司"),
    (False, "青岛前湾保税港区明砚贸易有限公司", "大连保税港区明砚贸易有限公司"),
]


def met(kind: PartyKind, a: str, b: str) -> bool:
    return compare(Subject(kind, (a,)), Subject(kind, (b,))).strength is not Strength.none


@pytest.mark.parametrize(("is_same", "a", "b"), PEOPLE)
def test_person_of_a_kind_once_missed(a: str, b: str, *, is_same: bool) -> None:
    assert met(PartyKind.natural_person, a, b) is is_same
    assert met(PartyKind.natural_person, b, a) is is_same


@pytest.mark.parametrize(("is_same", "a", "b"), COMPANIES)
def test_company_of_a_kind_once_missed(a: str, b: str, *, is_same: bool) -> None:
    assert met(PartyKind.organisation, a, b) is is_same
    assert met(PartyKind.organisation, b, a) is is_same
