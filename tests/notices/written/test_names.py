"""Names: what may be several parties, and what is one, however many signs and words a real name holds."""

import pytest

from notices.written.name_texts import garbled_in, is_no_name
from notices.written.names import holds_several, one_name
from notices.written.places import province_spellings

SEVERAL = (
    "孙庚辰 钱庚寅", "孙庚辰　钱庚寅", "孙庚辰\n钱庚寅", "孙庚辰\u200b 钱庚寅", "孙庚辰、钱庚寅", "孙庚辰，钱庚寅",
    "孙庚辰；钱庚寅", "孙庚辰;钱庚寅", "孙庚辰,钱庚寅", "孙庚辰/钱庚寅", "孙庚辰／钱庚寅", "孙庚辰|钱庚寅",
    "孙庚辰。钱庚寅", "孙庚辰和钱庚寅", "孙庚辰与钱庚寅", "孙庚辰及钱庚寅", "孙庚辰以及钱庚寅", "孙庚辰暨钱庚寅",
    "孙庚辰等", "孙庚辰等三人", "孙庚辰等3人", "孙庚辰等户", "孙庚辰夫妇", "孙庚辰夫妻二人", "孙庚辰夫妻", "孙庚辰父子",
    "孙庚辰及其配偶", "孙庚辰和妻子", "孙庚辰及妻", "孙二 钱三", "王芳和李娜", "孙庚辰-钱庚寅", "孙庚辰&钱庚寅",
    "孙庚辰＋钱庚寅", "孙庚辰钱庚寅", "虚构王一、虚构李二", "张三、李四夫妇", "1.孙庚辰 2.钱庚寅", "吴某某 张某某",
    "欧阳志行 司马相如", "测试甲 测试乙", "买买提和艾山", "孙二 等", "张三李四二人", "孙庚辰（身份证略）、钱庚寅",
    "虚构甲有限公司 虚构乙有限公司", "虚构甲有限公司、虚构乙有限公司", "虚构甲有限公司和虚构乙有限公司",
    "虚构甲有限公司及虚构乙有限公司", "虚构甲有限公司\n虚构乙有限公司", "虚构甲有限公司等",
    "虚构甲有限公司虚构乙有限公司", "虚构甲有限公司及其子公司", "虚构甲有限公司等公司", "孙庚辰 虚构乙有限公司",
    "孙庚辰和虚构乙有限公司", "虚构乙有限公司和孙庚辰", "孙庚辰 虚构 有限公司", "张三和杭州恒丰贸易有限公司",
    "Müller Hans; Schmidt Peter", "Hans Müller and Peter Schmidt", "Hans Müller, Peter Schmidt",
    "Müller Hans、Schmidt Peter", "Müller Hans\nSchmidt Peter",
    "孙庚辰\\钱庚寅", "孙庚辰.钱庚寅", "孙庚辰：钱庚寅", "孙庚辰>钱庚寅", "孙庚辰※钱庚寅", "孙庚辰*钱庚寅",
    "孙庚辰《钱庚寅》",
    "①孙庚辰②钱庚寅", "孙庚辰1钱庚寅2", "孙庚辰同钱庚寅", "孙庚辰兼钱庚寅", "孙庚辰或钱庚寅", "孙庚辰连同钱庚寅",
    "孙庚辰（及钱庚寅）", "孙庚辰（等3人）",
    "孙庚辰伉俪",
    "孙庚辰一家三口", "孙庚辰家属", "孙庚辰等二名自然人", "孙庚辰钱庚寅李庚卯", "欧阳砚秋司马光",
    "虚构甲有限公司孙庚辰",
    "虚构甲有限公司等关联企业", "虚构甲集团及下属公司", "虚构甲有限公司（含虚构乙有限公司）",
    "买买提·艾力和阿依古丽·吐尔逊",
    "Ann Lee / Bob Chan", "Ann Lee & Bob Chan", "ABC Ltd and XYZ Ltd", "ABC Ltd, XYZ Limited",
)  # fmt: skip
ONE = (
    "张三", "张　三", "张 三", "欧阳 志行", "欧 阳 志 行", "诸葛 亮", "王 小明", "李和平", "和珅", "欧阳和平", "王及时",
    "陈与义", "张和平", "程颐与", "陈方安生", "吴某某", "张*", "张×丰", "王 平等", "虚构王一", "测试 甲", "李晓红 处长",
    "李晓红 女", "李晓红先生", "阿不都拉·买买提", "买买提·阿不都拉", "阿依古丽·买买提", "阿布都热和曼",
    "李晓红 (曾用名：李小红、李红)", "李晓红/LI XIAOHONG", "Müller Hans", "Müller, Hans", "O'Neill-Smith Mary Ann",
    "ABC Trading Co., Ltd.", "Johnson & Johnson", "Procter and Gamble", "某某和某某有限公司", "国家发展和改革委员会",
    "住房和城乡建设局", "杭州市文化和旅游局", "文化和旅游局", "卫生和计划生育委员会", "人力资源和社会保障局",
    "方正和生投资有限责任公司", "温州和信达贸易有限公司", "石家庄及时雨商贸有限公司", "杭州与众文化有限公司",
    "中国和平保险公司", "万和电气股份有限公司", "永和食品有限公司", "义乌市王和食品厂", "平等互利贸易有限公司",
    "高等教育出版社", "浙江高等学校", "杭州兄弟机械有限公司", "北京同仁堂集团有限公司", "子女教育中心",
    "共和县农村信用合作社", "中华人民共和国财政部", "杭州恒丰贸易有限公司", "杭州 恒丰贸易有限公司",
    "浙江省 杭州市 恒丰贸易有限公司", "恒丰贸易 有限公司", "恒丰贸易（杭州）有限公司", "恒 丰 贸 易 有 限 公 司",
    "中国农业银行股份有限公司 杭州分行", "中国工商银行股份有限公司杭州支行", "Siemens 中国有限公司",
    "中国华融资产管理股份有限公司浙江省分公司", "山水店（经营者：李晓红）",
    "某某某有限公司（原虚构甲有限公司、虚构乙有限公司）",
    "孙庚辰（配偶：钱庚寅）", "孙庚辰之妻钱庚寅", "杭州第2建筑工程有限公司", "甘肃五0四建筑公司", "郑州绿丰二手车交易",
    "申请人：孙庚辰", "车主:孙庚辰", "经营者：孙庚辰", "单位：虚构甲有限公司", "孙庚辰（女）", "孙*辰", "欧阳**",
    "孙庚辰1",
    "周同和", "杭州大同建设有限公司", "高大同志", "李子女", "王夫之", "虚构甲有限公司管理人", "虚构甲有限公司经营部",
    "虚构甲有限公司常州港", "石家庄市长安区", "虚构甲有限公司（与虚构乙有限公司合并）", "A/S Maersk Ltd",
    "Smith, Kline & French Laboratories Ltd",
)  # fmt: skip


@pytest.mark.parametrize("names", SEVERAL)
def test_name_that_may_be_those_of_several_is_told(names: str) -> None:
    assert holds_several(names)


@pytest.mark.parametrize("name", ONE)
def test_name_of_one_party_stays_one(name: str) -> None:
    assert not holds_several(name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("测　试", "测试"),
        ("杭州 恒丰贸易有限公司", "杭州恒丰贸易有限公司"),
        ("李晓红 处长", "李晓红 处长"),
        ("Ceshi  Jia", "Ceshi Jia"),
    ],
)
def test_blanks_that_widen_a_name_go_and_others_stay(written: str, name: str) -> None:
    assert one_name(written) == name


def test_credit_code_beside_a_name_says_that_its_words_are_of_one() -> None:
    assert not holds_several("王朝和风尚大酒店", has_code=True)
    assert holds_several("虚构甲有限公司、虚构乙有限公司", has_code=True)


@pytest.mark.parametrize("text", ["无", "不详", "NULL", "n/a", "#N/A", "姓名", "—", "/", "12345", "..."])
def test_placeholder_and_figures_alone_are_no_name(text: str) -> None:
    assert is_no_name(text)
    assert not garbled_in("张三")
    assert not any(map(is_no_name, ("张三", "吴某某", "张*", "某公司", "3M 公司", "Ng", "Na Li", "𠮷野")))


@pytest.mark.parametrize(
    ("name", "garbled"),
    [
        ("张?", "?"),
        ("张〓", "〓"),
        ("张&#20108;", "&#20108;"),
        ("ÕÅÈý", "ÕÅÈý"),
        ("Müller Hans", ""),
        ("Åsa Öberg", ""),
    ],
)
def test_characters_lost_on_the_way_are_told(name: str, garbled: str) -> None:
    assert garbled_in(name) == garbled


def test_province_is_known_in_full_and_in_short() -> None:
    assert province_spellings("浙江") == province_spellings("浙江省") == ("浙江省", "浙江")
    assert province_spellings("新疆") == ("新疆维吾尔自治区", "新疆")
    assert province_spellings("香港") == ("香港特别行政区", "香港")
    assert province_spellings("浙") == ("浙江省", "浙江")
    assert province_spellings("广西自治区") == province_spellings("广西壮族自治区")
    assert province_spellings("测试省") == province_spellings("杭州") == ()
