"""How personal data are written in prose: what is found, and what only looks like it."""

from time import process_time

import pytest

from notices.privacy.written_data import Surroundings, data_in

AROUND = Surroundings(
    ("曹欣羊", "张三"), frozenset({"057187836713"}), emails=frozenset({"deal@xjs.cn", "hrzj@163.com"})
)
FOUND = (
    ("保证人曹欣羊，男，1965年3月2日出生，住浙江省杭州市萧山区河庄街道建设村5组12号", "birth_date address"),
    ("曹欣羊（身份证号330121196503021）", "number"),  # 15 digits, as until 1999
    ("公民身份号码：33012119650302001", "number"),  # a slip: one digit is missing
    ("护照号码E12345678", "number"),
    ("身份证号码：３３０１２１　１９６５０３０２　００１", "number"),
    ("出生日期：1965-03-02", "birth_date"),
    ("生于一九六五年三月二日", "birth_date"),
    ("女，汉族，1970年12月", "birth_date"),
    ("19650302出生", "birth_date"),
    ("债务人联系人曹某，电话138 1234 5678", "telephone"),
    ("手机１３８１２３４５６７８", "telephone"),
    ("曹欣羊电话0571-82345678", "telephone"),
    ("户籍地：杭州市萧山区瓜沥镇东方村", "address"),
    ("曹欣羊（浙江省杭州市萧山区人民路12号3幢402室）", "address"),
    ("住址为杭州市西湖区文三路1号", "address"),
    ("曹欣羊，住所地杭州市西湖区文三路1号", "address"),
    ("现住杭州市下城区体育场路100号", "address"),
    ("家庭地址：宁波市鄞州区某某花园3幢", "address"),
    ("保证人曹欣羊住杭州市西湖区文三路1号", "address"),
    ("曹欣羊（男）家住杭州市西湖区文三路1号", "address"),
    ("保证人住杭州市西湖区文三路1号", "address"),
    ("曹欣羊，女，72年11月8日生", "birth_date"),
    ("曹欣羊 女 1972年11月8日", "birth_date"),
    ("曹欣羊，生于公元1972年11月8日", "birth_date"),
    ("曹欣羊，女，1972年生", "birth_date"),
    ("曹欣羊，二OO一年三月四日出生", "birth_date"),
    ("曹欣羊出生日期贰零零零年壹月壹日", "birth_date"),
    ("曹欣羊，一九七二年十一月初八出生", "birth_date"),
    ("曹欣羊，生日为8月11日", "birth_date"),
    ("曹欣羊手机 1390 5712 345", "telephone"),
    ("曹欣羊（0086-13905712345）", "telephone"),
    ("曹欣羊电话（0571）8234 5678", "telephone"),
    ("曹欣羊固话82345678", "telephone"),
    ("曹欣羊电话139.0571.2345", "telephone"),
    ("曹欣羊电话一三九零五七一二三四五", "telephone"),
    ("曹欣羊，住绍兴市柯桥区水岸名都18-501", "address"),
    ("曹欣羊，家在湖塘村8组12号", "address"),
    ("曹欣羊，护照 EA 123 4567", "number"),
    ("曹欣羊，证件类型：护照，号码：E12345678", "number"),
    ("曹欣羊，证件号码（护照）：E12345678", "number"),
    ("曹欣羊，军官证号：军字第1234567号", "number"),
    ("曹欣羊，永居证号USA123456789012", "number"),
    ("曹欣羊，ID: 330621721108123", "number"),
    ("曹欣羊，公民身份证号码三三零六二一一九七二一一零八一二三四", "number"),
    ("曹欣羊，银行卡号6222 0212 0203 1234 567", "number"),
    ("999999  19721108  1235", "number"),
    ("999999\n19721108\n1235", "number"),
    ("曹欣羊，999999/19721108/1235", "number"),
    ("曹欣羊，999999（19721108）1235", "number"),
    ("曹欣羊，现年52岁", "age"),
    ("保证人曹欣羊（女，52周岁）", "age"),
    ("保证人已年满60周岁，无劳动能力", "age"),
    ("曹欣羊年满60周岁", "age"),
    ("曹某年龄：五十二", "age"),
    ("其现年５２岁", "age"),
    ("曹欣羊，伍拾贰岁", "age"),
    ("Cao is 52 years old", "age"),
    ("曹欣羊邮箱cxy1972@163.com", "email"),
    ("曹欣羊，电子邮箱：cxy@xujia.com.cn", "email"),
    ("债务人E-mail：cxy＠126．com", "email"),
    ("虚构甲有限公司法定代表人曹欣羊，邮箱cxy@xujia.cn", "email"),
    ("曹欣羊任职于虚构甲有限公司，邮箱cxy (at) gmail.com", "email"),
    ("曹欣羊QQ邮箱：12345678@qq", "email"),
    ("曹欣羊QQ12345678", "account"),
    ("保证人QQ号码：1234567890", "account"),
    ("曹欣羊微信号：cao_xinyang", "account"),
    ("曹欣羊，微信wxid_a1b2c3d4", "account"),
    ("债务人微信号为caoxy-1972", "account"),
    ("曹欣羊VX：caoxy1972", "account"),
    ("曹欣羊支付宝账号caoxy1972", "account"),
    ("曹欣羊名下浙A12345小型轿车", "plate"),
    ("保证人车辆粤B·D12345已查封", "plate"),
    ("浙A12345小型轿车，车主曹欣羊", "plate"),
    ("曹欣羊有浙A1234挂一辆", "plate"),
    ("曹欣羊，生于1972", "birth_date"),
    ("曹欣羊，出生年份：1972", "birth_date"),
    ("曹欣羊，1972年生人", "birth_date"),
    ("曹欣羊，72年生", "birth_date"),
    ("曹欣羊，一九七二年生", "birth_date"),
    ("born in 1972", "birth_date"),
)
NOT_PERSONAL = (
    "工业房地产，坐落杭州市萧山区河庄街道建设村12号",
    "公司住所地：杭州市西湖区文三路1号",
    "住宅用房，建筑面积120平方米",
    "居住用地，土地面积100平方米",
    "该房产现由住户占用",
    "债权总额13812345678元",
    "债权总额13,812,345,678.00元",
    "合同编号ZJ13812345678",
    "咨询电话：13812345678",
    "联系人：陈女士，电话(0571)87836713",
    "曹欣羊电话(0571)87836713",  # the issuer's own line, as its contacts state it
    "曹欣羊以其位于杭州市萧山区人民路12号的房产提供抵押",
    "成立于1995年3月2日",
    "身份证号330121********0011",
    "身份证号330121XXXXXXXX0011",
    "曹欣羊承担连带责任",
    "统一社会信用代码91330000000000003D",
    "曹欣羊，住浙江省杭州市萧山区",
    "于2019年3月2日签订保证合同",
    "2019年3月2日生效的判决",
    "承租人住用该房屋至3号楼拆迁",
    "曹欣羊住房位于文三路1号",
    "债务人如有异议，请拨打咨询电话82345678",
    "保证金账号：3300 0161 7350 5900 1234",
    "曹欣羊与虚构甲有限公司，账号330001617350590012",
    "保证人虚构甲有限公司，电话0571-82345678",
    "抵押物编号123456 20190812 1234",
    "合同编号：HT 2019-0571-82345678",
    "男女职工120人",
    "建于1995年，一二三四五六七号地块",
    "曹欣羊名下3-501室房产，面积120平方米",
    "受让人须为年满18周岁、具有完全民事行为能力的自然人",
    "债务人、担保人以外，18周岁（含）以上的自然人",
    "竞买人年龄18至60周岁",
    "虚构甲有限公司职工120人，平均年龄45岁",
    "岁月十年",
    "房龄20年",
    "债权形成于2019年，债务发生于2019年3月2日，产生于2019年",
    "本公司1995年生产线投产，2019年生效",
    "咨询邮箱：hrzj2022@163.com",
    "意向文件请发送至yixiang@xjamc.cn，债务人不得购买",
    "如债务人有异议，请发送至deal@xjs.cn",
    "曹欣羊如有异议请致函deal@xjs.cn或HRZJ@163.com",
    "虚构甲有限公司邮箱xujia@163.com",
    "保证人虚构甲有限公司，邮箱info@xujia.cn，QQ12345678",
    "微信公众号：hrzj2022，微信小程序虚构资产",
    "客服QQ：12345678，业务微信号hrzj2022",
    "编号WX20220803，合同HTQQ2022-01号",
    "虚构甲有限公司名下浙A12345小型轿车",
    "抵押物为浙A12345小型轿车",
    "网站备案号浙B2-20080224",
    "曹欣羊与虚构银行签订的浙A12345号合同",
    "每户@100元",
)


@pytest.mark.parametrize(("text", "kinds"), FOUND)
def test_personal_data_are_found_and_shown_masked(text: str, kinds: str) -> None:
    found = list(data_in(text, AROUND))
    assert {each.datum.value for each in found} == set(kinds.split())
    assert all("**" in each.shown and text[each.start : each.end] not in each.shown for each in found)


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_what_only_looks_like_it_is_let_pass(text: str) -> None:
    assert list(data_in(text, AROUND)) == []


def test_telephone_where_debtors_are_described_is_never_the_issuers() -> None:
    of_debtors = Surroundings(is_of_issuer=False)
    assert [each.shown for each in data_in("联系电话13812345678", of_debtors)] == ["138****5678"]
    assert list(data_in("联系电话13812345678", Surroundings())) == []


def test_a_page_of_blanks_behind_a_telling_word_is_read_once() -> None:
    began = process_time()
    for word in ("出生", "身份证号", "曹欣羊", "女", "账号"):
        assert list(data_in(word + " " * 19_000, AROUND)) == []
    assert process_time() - began < 2  # half a minute, were the blanks read again from each of them
