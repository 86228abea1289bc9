"""Names of natural persons: what one looks like, and what an organisation's looks like."""

import re

ORGANISATION = re.compile(
    "(公司|集团|企业|厂|店|银行|分行|支行|信用社|合作社|中心|事务所|研究所|交易所|委员会|协会|学会|商会|基金会|学校|大学"
    "|学院|医院|政府|局|厅|经营部|门市部|商行|工作室|合伙[)]?)$"
)
_PLAIN = re.compile("[㐀-䶿一-鿿]{2,4}")
_MASKED = re.compile("^(?:[㐀-䶿一-鿿]{1,2}|[A-Za-z])某{1,3}(?:[甲乙丙丁]|[0-9]{1,4})?$|[＊*×]")
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
    "|宗政|濮阳|淳于|单于|太叔|钟离|闻人|歐陽|司馬|諸葛|東方|尉遲|長孫|獨孤|澹臺|鍾離|聞人|軒轅|公孫|申屠|仲孙|公羊|赫连|万俟|拓跋"
    "|鲜于|宰父|段干|夹谷|呼延|完颜|耶律|纳兰|第五|西门|南门|东郭|左丘|梁丘|乐正|公良|壤驷|公西|漆雕|巫马|颛孙|闾丘|谷梁|叱干|达奚|贺兰|爱新觉罗|叶赫那拉)"
)


def looks_masked(name: str) -> bool:
    """Return whether a name is masked as notices and courts do it: 吴某某, 曹某某2, 张*."""
    return bool(_MASKED.search(name))


def masked_name(name: str) -> str:
    """Return a person's name with the given name hidden: 曹某某, 欧阳某某.

    法释〔2016〕19号 art. 9, from memory: the surname stays, of a minority or foreign name only its first character.
    Whatever the length of the name, two characters stand for the rest, so that it does not show.
    """
    surname = _COMPOUND_SURNAME.match(name)
    is_compound = surname is not None and len(name) > len(surname[0]) and "·" not in name
    return f"{surname[0] if surname and is_compound else name[0]}某某"


def is_persons_name(name: str) -> bool:
    """Return whether a name reads as a person's: a surname and one or two characters, masked, or with a middle dot."""
    if looks_masked(name) or _TRANSLITERATED.search(name):
        return not ORGANISATION.search(name)
    if not _PLAIN.fullmatch(name) or ORGANISATION.search(name):
        return False
    if _COMPOUND_SURNAME.match(name):
        return len(name) in (3, 4)
    return len(name) in (2, 3) and name[0] in _SURNAMES
