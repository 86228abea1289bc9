"""How personal data are written in Chinese prose: numbers of documents, births, ages, homes, ways to reach somebody.

The words of judgments and contracts are the measure: “曹某，男，1965年3月2日出生，住浙江省杭州市萧山区…12号”.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from notices.codes import Coded
from notices.resident_ids import is_resident_id
from notices.written.characters import half_width


class PersonalDatum(Coded):
    """What of a natural person never stands in a notice (不得公开的个人信息)."""

    number = "number", "证件号码", "identity number"
    birth_date = "birth_date", "出生日期", "birth date"
    telephone = "telephone", "电话号码", "telephone"
    address = "address", "住址", "home address"
    email = "email", "电子邮箱", "e-mail address"
    account = "account", "社交账号", "name in a messenger"
    age = "age", "年龄", "age"
    plate = "plate", "车牌号码", "licence plate"


@dataclass(frozen=True, slots=True)
class WrittenDatum:
    """One datum found in a text: where it begins and ends, and how an error may show it."""

    datum: PersonalDatum
    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What decides whether a datum is a person's: the natural persons named, and how the issuer is reached.

    ``telephones`` are its digits, ``emails`` its addresses in small letters.
    ``is_of_issuer`` says that the issuer speaks of itself in the text too; not so where it describes debtors.
    """

    names: Collection[str] = ()
    telephones: Collection[str] = ()
    is_of_issuer: bool = True
    emails: Collection[str] = ()


_YEAR = "(?:19|20)[0-9]{2}"
_TENS = "[一二三四五六七八九十廿卅初]"
_CAPITALS = "[零壹贰叁肆伍陆柒捌玖拾]"
_DAY = (
    rf"(?:(?:公元)?(?:{_YEAR}\s{{0,6}}[年./-]\s{{0,6}}[0-9]{{1,2}}(?:\s{{0,6}}[月./-](?:\s{{0,6}}[0-9]{{1,2}}\s{{0,6}}日?)?)?|{_YEAR}[01][0-9][0-3][0-9]"
    rf"|[一二三四五六七八九〇零○0Oo]{{4}}年{_TENS}{{1,2}}月(?:{_TENS}{{1,3}}日?)?|{_CAPITALS}{{4}}年{_CAPITALS}{{1,3}}月(?:{_CAPITALS}{{1,4}}日)?"
    rf"|[0-9]{{2}}年[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?|{_YEAR}年|[一二三四五六七八九〇零○0Oo]{{4}}年))"
)
_BIRTH_YEAR = rf"(?:{_YEAR}|[0-9]{{2}}年|[一二三四五六七八九〇零]{{2}}年)(?![0-9])"
_BORN = re.compile(
    rf"(?:出生(?:日期|年月日?|年[份度]?|时间|于)?|(?<![产发滋派衍萌])生于|生年|生日|诞生[于日]?|DOB|[Bb]orn(?: [oi]n)?)"
    rf"\s{{0,6}}[:为是系]?\s{{0,6}}(?P<a>{_DAY}|[0-9]{{1,2}}月[0-9]{{1,2}}日|{_BIRTH_YEAR})"
    rf"|(?P<b>{_DAY}|(?<![0-9一-鿿]){_BIRTH_YEAR})\s{{0,6}}(?:出生|生人|生(?=[,，。；;、)\s]|$))"
    rf"|(?<![一-鿿])[男女][,，、\s]{{1,4}}(?:[一-鿿]{{1,8}}族[,，、\s]{{1,4}})?(?P<c>{_DAY})"
)
_DOCUMENT = re.compile(
    r"(?:身份证件?|公民身份|居民身份|护照|通行证|回乡证|台胞证|居留证|永居证|居住证|军官证|士兵证|驾驶证|社保|医保|证件|(?<![A-Za-z])ID)"
    r"(?:类型)?(?:号码|编号|号|卡号|字第)?(?:\s{0,4}[(][^()]{0,10}[)])?(?:\s{0,4}[:为是系,，、]\s{0,4}(?:[军海空士]字第|[^\s:,，0-9]{2,6}[,，、]\s{0,6}号码?)?){0,2}"
    r"[\s:]{0,6}[(]?(?P<a>[A-Za-z]{0,3}[\s-]?[0-9](?:[\s-]?[0-9A-Za-z]){5,23}+)(?!\s{0,6}[*×])"
)
_GROUPED = re.compile(
    r"(?<![0-9])(?P<a>[1-9][0-9]{5}[\s./、,，()_-]{0,4}(?:19|20)[0-9]{6}[\s./、,，()_-]{0,4}[0-9]{3}[0-9Xx])(?![0-9])"
)
"""A resident ID by region, birth date and serial number, however far they stand apart: on lines of their own too."""
_ACCOUNT = re.compile(
    r"(?:银行)?(?:账号|帐号|账户|帐户|卡号|银行卡)(?:号码?)?[\s:为是系]{0,6}(?P<a>[0-9](?:[\s-]?[0-9]){11,20})"
)

_HIDDEN = re.compile("[Xx]{4}")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z¥第.,-])(?:(?:\+|00)?86[-\s]?)?(?P<a>1[3-9][0-9][-–—.·\s]?[0-9]{4}[-–—.·\s]?[0-9]{4})"
    r"(?![0-9A-Za-z号.%]|,[0-9]|\s{0,6}(?:万|亿|元|平方|吨|股|亩))"
)
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z])(?P<a>[(]?0[0-9]{2,3}[)]?[-–—.·\s]{0,2}[2-9][0-9]{2,3}[-–—.·\s]?[0-9]{4})(?![0-9])"
)
_CALLED = re.compile(
    r"(?:电话|手机|固话|座机|联系方式|微信同?号?|[Tt]el|TEL|[Pp]hone)(?:号码?)?[^0-9。；;,，]{0,4}(?P<a>[0-9](?:[-–—.·\s()]{0,2}[0-9]){6,11})(?![0-9])"
)
"""Digits in any groups behind a word for a telephone."""
_HOME = re.compile(
    r"(?:(?:家庭|户籍|户口|身份证|实际居?住?|现居?)?(?:住址|住地)|户籍(?:所在地|地址|地)?|户口(?:所在地|地址)|家庭地址|身份证地址"
    r"|家在|现住(?!宅|房)|(?:经常)?居住(?:地址?|于|在)|(?:^|(?<=[,，、;；(\s男女族生日人其家]))住(?![宅房院户建宿所地址用进满入]))"
    r"\s{0,6}[:为在于是系]?\s{0,6}(?P<a>[^。；;\n]{2,80})"
)
_SEAT = re.compile(r"(?:住所地?|(?:通讯|联系|送达)?地址)\s{0,6}[:为在于是系]?\s{0,6}(?P<a>[^。；;\n]{2,80})")
_BESIDE = re.compile(
    r"\s{0,6}[(,，]\s{0,6}(?:(?:男|女)\s{0,6}[,，]\s{0,6})?(?P<a>[^。；;,，()]{0,12}(?:省|市|县|区)[^。；;,，()]{2,50})"
)
_LIVES = re.compile(
    r"\s{0,6}(?:[(][^()]{0,20}[)])?\s{0,6}[家现常]?住(?![宅房院户建宿所地址用进满入])\s{0,6}[:为在于是系]?\s{0,6}(?P<a>[^。；;\n]{2,80})"
)
"""Right behind the name of a person: 曹某住浙江省杭州市萧山区…12号."""
_DETAIL = re.compile(
    r"(?:街道|[一-鿿]镇|[一-鿿]乡|苏木|[一-鿿]村|社区|(?<![公铁])[一-鿿]路|[一-鿿]街|大道|巷|弄|胡同|小区|花园|公寓|新村|家园|[0-9一-十]\s{0,6}[号幢栋座室组]|单元|[0-9]+-[0-9]+)"
)
_IS_THING = re.compile("位于|坐落|房产|房地产|房屋|土地|厂房|抵押|名下|所有|使用权|商铺|持有")
_COMPANY = re.compile("公司|企业|工厂|合作社|银行|分行|支行|事务所|中心|法院")
_OF_ISSUER = re.compile(
    "咨询|举报|监督|受理|报名|客服|业务|我公司|我司|我分公司|我行|经理|联系人|联系电话|办公|接待|本公司|纪检|审计"
)
_OBLIGOR = re.compile(
    "债务人|借款人|保证人|担保人|抵押人|出质人|所有人|共有人|配偶|法定代表人|股东|被执行人|本人|其子|其女|之妻|之夫"
)
_YEARS = (
    "(?:1[01][0-9]|[1-9][0-9]?|[二三四五六七八九]?十[一二三四五六七八九]?|[贰叁肆伍陆柒捌玖]?拾[壹贰叁肆伍陆柒捌玖]?)"
)
_AGE = re.compile(
    rf"(?:[现时终享]年|年[龄纪]|(?<![A-Za-z])[Aa]ged?)\s{{0,6}}[:为是系约近已]{{0,2}}\s{{0,6}}(?P<a>{_YEARS})(?![0-9年])"
    rf"|(?<![0-9.])(?P<b>{_YEARS})\s{{0,2}}[多余]?(?:周岁|岁(?![月末首暮寒])|\s?years? old)"
)
_FROM_AGE = re.compile("(?:(?<!已)年满|[不未须应]满|平均(?:年龄)?)[^,，]{0,4}$|[0-9]周?岁?[至到~—-]{1,2}$")
_UP_TO_AGE = re.compile("(?:周岁|岁)?(?:[(]含[^)]{0,4}[)])?(?:以[上下内]|及以|[至到~—-])")
"""An age that is asked of whoever buys, or a mean: 年满18周岁, 18周岁以上, 平均年龄45岁."""
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._+-])(?P<a>[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\s{0,2}(?:@|[(\[]at[)\]])\s{0,2}"
    r"(?:[A-Za-z][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,4}|[0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,4}))"
)
_PRIVATE_MAIL = re.compile(
    r"(?:@|at[)\]])\s{0,2}(?:vip\.)?(?:qq|163|126|139|189|yeah|sina|sohu|tom|21cn|wo|aliyun|foxmail|gmail|hotmail|outlook"
    r"|live|msn|yahoo|icloud|me)(?:\.|$)",
    re.IGNORECASE,
)
"""Where persons have their mail; an office has its own domain."""
_MESSENGER = re.compile(
    r"(?:(?<![A-Za-z])(?:QQ|qq|Qq|[Ww]e[Cc]hat|Skype|skype|[Ww]hats[Aa]pp|Telegram)|(?<![A-Za-z])(?:[Vv][Xx]|[Ww][Xx])(?=号|\s?:)"
    r"|扣扣|微信|抖音|快手|小红书|微博|钉钉|飞书|支付宝|旺旺)"
    r"(?:\s?(?:同?号码?|账号|帐号|账户|昵称|ID|[Ii]d))?\s{0,6}[:为是系(@]{0,2}\s{0,6}"
    r"(?P<a>[A-Za-z0-9][A-Za-z0-9_-]{4,29}+)(?![@.])"
)
_PLATE = re.compile(
    "(?P<a>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·.•・-]?(?=[A-Z]{0,5}[0-9])"
    "(?:[A-HJ-NP-Z0-9]{5,6}+|[A-HJ-NP-Z0-9]{4}[挂学警港澳]))(?![A-Za-z0-9]|号?(?:合同|借|案|房|宗|地|文|不动产))"
)
_HOLDS_IT = re.compile("车主|所有权?人|登记(?:在|于)|名下|归属|使用人")
_TO_ISSUER = re.compile("意向|发送|发至|寄送|邮寄|投递|提交|报送|报至|反馈|征询|异议")
_SENTENCE = re.compile("[^。；;\n]+")
_IN_WORDS = re.compile("[〇零○0Oo一二三四五六七八九]{7,}")
_FIGURES = {ord(sign): str(at) for at, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    map(ord, "零○Oo"), "0"
)


def data_in(text: str, around: Surroundings) -> Iterator[WrittenDatum]:
    """Yield the personal data written in a text, sentence by sentence. Resident IDs are found elsewhere."""
    plain = _IN_WORDS.sub(lambda found: found[0].translate(_FIGURES), half_width(text))
    for grouped in _GROUPED.finditer(plain):
        if is_resident_id(re.sub("[^0-9Xx]", "", grouped["a"])):
            yield _datum(PersonalDatum.number, grouped, lambda said: f"{said[:3]}****")
    for sentence in _SENTENCE.finditer(plain):
        for found in _in_sentence(sentence[0], around):
            yield WrittenDatum(found.datum, found.start + sentence.start(), found.end + sentence.start(), found.shown)


def _in_sentence(sentence: str, around: Surroundings) -> Iterator[WrittenDatum]:
    names = [name for name in around.names if name in sentence]
    for found in _DOCUMENT.finditer(sentence):
        if not _HIDDEN.search(found["a"]):
            yield _datum(PersonalDatum.number, found, lambda said: f"{said[:3]}****")
    for found in _BORN.finditer(sentence):
        yield _datum(PersonalDatum.birth_date, found, lambda _: "****年**月**日")
    for found in _ACCOUNT.finditer(sentence):
        if _is_persons(sentence[: found.start()], names):
            yield _datum(PersonalDatum.number, found, lambda said: f"{said[:3]}****")
    for pattern, is_mobile in ((_MOBILE, True), (_LANDLINE, False), (_CALLED, False)):
        for found in pattern.finditer(sentence):
            if _is_persons_telephone(found, sentence, names, around, is_mobile=is_mobile):
                yield _datum(PersonalDatum.telephone, found, lambda said: f"{said[:3]}****{said[-4:]}")
    yield from (_datum(PersonalDatum.address, each, lambda said: f"{said[:6]}****") for each in _homes(sentence, names))
    yield from _reached_and_described(sentence, names, around)


def _reached_and_described(sentence: str, names: list[str], around: Surroundings) -> Iterator[WrittenDatum]:
    for found in _EMAIL.finditer(sentence):
        address = re.sub(r"\s", "", found["a"]).lower()
        is_private = _PRIVATE_MAIL.search(address) is not None
        if address not in around.emails and _reaches_a_person(found, names, around, is_private=is_private):
            yield _datum(PersonalDatum.email, found, lambda said: f"{said[0]}***@***")
    for found in _MESSENGER.finditer(sentence):
        is_issuers = _digits(found["a"]) in around.telephones
        if not is_issuers and _reaches_a_person(found, names, around, is_private=True):
            yield _datum(PersonalDatum.account, found, lambda said: f"{said[:2]}****")
    for found in _AGE.finditer(sentence):
        if any(name in sentence for name in names) or not _is_an_age_asked(found, sentence):
            yield _datum(PersonalDatum.age, found, lambda _: "**")
    for found in _PLATE.finditer(sentence):
        before, after = sentence[: found.start()], sentence[found.end() :]
        is_held = any(name in after for name in names) and _HOLDS_IT.search(after) and not _COMPANY.search(before)
        if is_held or _speaks_of_a_person(before, names):
            yield _datum(PersonalDatum.plate, found, lambda said: f"{said[:2]}****")


def _reaches_a_person(found: re.Match[str], names: list[str], around: Surroundings, *, is_private: bool) -> bool:
    """Return whether an address reaches a person: of whom is spoken last, or a private one nobody else owns."""
    before = found.string[: found.start()]
    is_named = any(name in before for name in names)
    if not is_named and around.is_of_issuer and (_OF_ISSUER.search(before) or _TO_ISSUER.search(before)):
        return False
    if _speaks_of_a_person(before, names):
        return True
    return is_private and (is_named or not _COMPANY.search(before))


def _speaks_of_a_person(before: str, names: list[str]) -> bool:
    """Return whether the last of whom these words speak is a person, and no company."""
    person = max(
        [before.rfind(name) for name in names] + [each.start() for each in _OBLIGOR.finditer(before)], default=-1
    )
    return person > max((each.start() for each in _COMPANY.finditer(before)), default=-1)


def _is_an_age_asked(found: re.Match[str], sentence: str) -> bool:
    group = "a" if found["a"] else "b"
    before, after = sentence[: found.start(group)], sentence[found.end(group) :]
    return _FROM_AGE.search(before) is not None or _UP_TO_AGE.match(after) is not None


def _is_persons_telephone(
    found: re.Match[str], sentence: str, names: list[str], around: Surroundings, *, is_mobile: bool
) -> bool:
    """Return whether a telephone is a person's: a mobile unless it is said to be the issuer's, a line if said so."""
    if _digits(found["a"]) in around.telephones:
        return False
    before = sentence[: found.start()]
    is_named = any(name in before for name in names)
    if not is_named and not is_mobile and around.is_of_issuer and _OF_ISSUER.search(before):
        return False
    if is_named or _OBLIGOR.search(before):
        return is_mobile or _is_persons(before, names)
    return is_mobile and not (around.is_of_issuer and _OF_ISSUER.search(before))


def _is_persons(before: str, names: list[str]) -> bool:
    """Return whether what follows these words is a person's: somebody is named in them, and no company."""
    is_named = any(name in before for name in names) or _OBLIGOR.search(before) is not None
    return is_named and not _COMPANY.search(before)


def _homes(sentence: str, names: list[str]) -> Iterator[re.Match[str]]:
    for found in _HOME.finditer(sentence):
        if _DETAIL.search(found["a"]):
            yield found
    for found in _SEAT.finditer(sentence):
        last = max((sentence.rfind(name, 0, found.start()) for name in names), default=-1)
        if last >= 0 and not _COMPANY.search(sentence[last : found.start()]) and _DETAIL.search(found["a"]):
            yield found
    for name in names:
        for at in (here.end() for here in re.finditer(re.escape(name), sentence)):
            lives = _LIVES.match(sentence, at)
            if lives and _DETAIL.search(lives["a"]):
                yield lives
            beside = _BESIDE.match(sentence, at)
            if beside and _DETAIL.search(beside["a"]) and not _IS_THING.search(beside["a"]):
                yield beside


def _datum(datum: PersonalDatum, found: re.Match[str], shown: Callable[[str], str]) -> WrittenDatum:
    group = next(name for name, value in found.groupdict().items() if value is not None)
    return WrittenDatum(datum, found.start(group), found.end(group), shown(found[group]))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).removeprefix("86")
