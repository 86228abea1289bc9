"""Codes of how a filing came: an objection or an enquiry."""

from notices.codes import Coded


class FilingChannel(Coded):
    """How an objection or an enquiry came (渠道)."""

    telephone = "telephone", "电话", "telephone"
    letter = "letter", "信函", "letter"
    fax = "fax", "传真", "fax"
    email = "email", "邮件", "e-mail", "电子邮件"
    visit = "visit", "来访", "visit"
    web_page = "web_page", "公告网页", "public page"
    head_office = "head_office", "总公司转", "passed on by head office"
    supervisor = "supervisor", "监管转", "passed on by the supervisor"
    court = "court", "法院转", "passed on by a court"
