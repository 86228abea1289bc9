"""The root command, and the one place that turns errors into a message and an exit status."""

import gc
import sys
from types import ModuleType
from typing import Annotated, Any, NoReturn

import typer

from disposal.cli.console.actor import named
from disposal.cli.console.failures import failure_in, failures
from disposal.cli.console.usage import frame_in_both, usage_in_both
from disposal.cli.lazy_group import CommandEntry, LazyGroup
from notices.errors import NoticesError

# To add a command, add one line here: its name, `module:object` in this package, its line of help.
COMMANDS = (
    CommandEntry("try", "running.trial:try_it", "试用 · The demonstration and an empty branch of your own."),
    CommandEntry("demo", "demo:demo", "演示 · Publish the real notice of 2022-08-03; safe to run twice."),
    CommandEntry("serve", "running.serve:serve", "公开网页和数据接口 · Serve the public pages and the JSON API."),
    CommandEntry(
        "worker", "running.worker:worker", "后台任务 · Run jobs: windows opened and closed, publications at their time."
    ),
    CommandEntry("window", "window:window", "公告期计算 · Count the window of a notice: its last day, and why."),
    CommandEntry("floor", "floor:floor", "法定公告期限 · The latest lawful publication before a review."),
    CommandEntry("screen", "screening.screen:screen", "审查一名意向受让人 · Screen one bidder for one project."),
    CommandEntry("screen-batch", "screening.screen:screen_batch", "审查一批意向受让人 · Screen a folder of dossiers."),
    CommandEntry("project", "project:project_app", "处置项目 · Projects: enter a notice file, list, show."),
    CommandEntry("claim", "claim:claim_app", "债权 · Claims: enter one as on its page, show one, list your drafts."),
    CommandEntry("package", "packages.commands:package_app", "资产包 · Packages from Excel: template, import, undo."),
    CommandEntry("issuer", "issuer:issuer_app", "公告发布人 · Issuers: list them, say what one is."),
    CommandEntry(
        "draft",
        "notices.draft:draft_app",
        "公告草稿 · Drafts: new, amend, check, submit, approve, publish, discard.",
    ),
    CommandEntry("deputy", "accounts.deputyship:deputy_app", "代理 · Deputies: who approves for whom, and until when."),
    CommandEntry(
        "notice", "notice:notice_app", "公告 · Files: new, check, render. Published: list, show, diff, withdraw."
    ),
    CommandEntry(
        "press", "notices.press:press_app", "用印与登报 · The seal, bookings, proofs, and what may be printed."
    ),
    CommandEntry("placement", "notices.placement:placement_app", "刊登 · In which medium a published notice stood."),
    CommandEntry(
        "preemption", "preemption:preemption_app", "优先购买权通知 · Notices to holders of a right of first refusal."
    ),
    CommandEntry(
        "objection", "filings.objection:objection_app", "异议 · Objections: log, list, show, decide, print the reply."
    ),
    CommandEntry("enquiry", "filings.enquiry:enquiry_app", "咨询 · Enquiries: log, list, answer."),
    CommandEntry("message", "message:message_app", "消息 · Messages: what others did to what you began."),
    CommandEntry("register", "register:warnings_app", "登记数据 · Check the register's records against each other."),
    CommandEntry("calendar", "calendar:calendar_app", "放假安排 · Holiday arrangements of the State Council."),
    CommandEntry("user", "accounts.account:user_app", "用户 · Accounts: open, list, roles, disable, reset, tokens."),
    CommandEntry(
        "discipline",
        "discipline:discipline_app",
        "纪检密钥 · Keys of discipline officers: identity, sign, shares, recover.",
    ),
    CommandEntry("db", "db:db_app", "数据库 · The database: migrate it, see where it stands."),
    CommandEntry("audit", "audit:audit_app", "审计记录 · The audit trail: who changed what, when and why."),
    CommandEntry(
        "screening", "screening.commands:screening_app", "资格审查 · Kept screenings: show, decide, replay, repeat."
    ),
    CommandEntry("number", "number:number_app", "证件号码 · Identity numbers: read one with a reason, change the key."),
    CommandEntry("list", "lists.commands:list_app", "受限名单 · Restricted lists: import, versions, differences."),
)


frame_in_both()
_OBJECTS_PER_COLLECTION = 20_000  # Python's 700 look again and again through what a command reads


class Root(LazyGroup):
    """The root command; its subcommands are in `COMMANDS`."""

    package = "disposal.cli"
    entries = COMMANDS

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Read the words of the command line."""
        with usage_in_both():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was called."""
        with usage_in_both():
            return super().invoke(ctx)


app = typer.Typer(
    name="disposal",
    help="不良资产处置登记 · Registry of distressed-debt disposals: claims, notices, windows, proof.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    cls=Root,
)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        from importlib.metadata import version

        typer.echo(f"disposal {version('disposal-registry')}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    actor: Annotated[
        str,
        typer.Option(
            "--as",
            envvar="DISPOSAL_AS",
            help="login of the account that acts; a name before the first account",
            metavar="LOGIN",
        ),
    ] = "",
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    """不良资产处置登记 · Registry of distressed-debt disposals.

    Example: disposal --as 陈女士 demo --out var/demo
    """
    context.obj = {"actor": named(actor)}


def _spare_imports() -> None:
    """Put empty modules in place of two of rich, which typer imports for help in Markdown and for coloured tracebacks.

    We have neither, and the two take a third of the time of `disposal --help`.
    """
    for name in ("Markdown", "Traceback"):
        empty = ModuleType(f"rich.{name.lower()}")
        setattr(empty, name, type(name, (), {}))
        sys.modules.setdefault(empty.__name__, empty)


def main() -> None:
    """Run the command line. A domain error prints one sentence in each language and exits with status 1.

    So does a failure of the database or the disk; any other error is a fault of ours and shows its traceback.
    """
    gc.set_threshold(_OBJECTS_PER_COLLECTION)
    _spare_imports()
    try:
        app()
    except NoticesError as error:
        _refuse(error)
    except failures() as error:
        told = failure_in(error)
        if told is None:
            raise
        _refuse(told)


def _refuse(error: NoticesError) -> NoReturn:
    at = f" [{error.field}]" if error.field else ""
    typer.secho(f"错误{at}：{error.zh}\nerror{at}: {error.en}", err=True, fg=typer.colors.RED)
    sys.exit(1)
