"""What a name looks like: a person's or an organisation's, whatever its party is said to be."""

import re

COMPANY = re.compile("(公司|集团|合伙企业|[(]有限合伙[)]|[(]普通合伙[)])$")
ORGANISATION = re.compile(
    "(公司|集团|企业|厂|店|银行|分行|支行|信用社|合作社|中心|事务所|研究所|交易所|委员会|协会|学会|商会|基金会|学校|大学"
    "|学院|医院|政府|局|厅|经营部|门市部|商行|工作室|合伙[)]?)$"
)
_PLAIN = re.compile("[㐀-䶿一-鿿]{2,4}")
_MASKED = re.compile("^[㐀-䶿一-鿿]{1,2}某{1,3}[甲乙丙丁]?$|[＊*×]")
_TRANSLITERATED = re.compile("^[㐀-䶿一-鿿]+·[㐀-䶿一-鿿·]+$")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁"
    "单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾"
    "暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂"
    "濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎闫充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩"
    "厍聂晁勾敖融冷辛阚那简饶空曾沙养鞠须丰巢关蒯相查后荆红游竺权盖益桓公付覃岳帅亓仝佟佘迟初代隋苟揭修"
)
_COMPOUND_SURNAME = re.compile(
    "^(欧阳|上官|司马|司徒|诸葛|东方|尉迟|公孙|慕容|令狐|皇甫|宇文|长孙|夏侯|端木|南宫|独孤|百里|呼延|轩辕|申屠|澹台|公冶"
    "|宗政|濮阳|淳于|单于|太叔|钟离|闻人)"
)


def is_persons_name(name: str) -> bool:
    """Return whether a name reads as a person's: a surname and one or two characters, masked, or with a middle dot."""
    if _MASKED.search(name) or _TRANSLITERATED.search(name):
        return not ORGANISATION.search(name)
    if not _PLAIN.fullmatch(name) or ORGANISATION.search(name):
        return False
    if _COMPOUND_SURNAME.match(name):
        return len(name) in (3, 4)
    return len(name) in (2, 3) and name[0] in _SURNAMES


def is_organisations_name(name: str) -> bool:
    """Return whether a name reads as an organisation's, such as …公司 and, of more than three characters, …厂."""
    return bool((len(name) > 3 and ORGANISATION.search(name)) or COMPANY.search(name))
