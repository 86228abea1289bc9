"""Errors of the identity provider, in our words: nothing of what a provider writes is repeated."""

from typing import ClassVar

from disposal.errors import DisposalError

_ASK = "请改用密码登录，并请管理员核对"
_ASK_EN = "sign in by password meanwhile, and ask the operator to check"


class ProviderUnset(DisposalError):
    """No identity provider is set."""

    code: ClassVar[str] = "provider_unset"
    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__(
            zh="本系统未启用统一身份认证；请用密码登录，或请运维设置 DISPOSAL_OIDC_ISSUER 和 DISPOSAL_OIDC_CLIENT_ID。",
            en="no identity provider is set; sign in by password, or ask the operator to set DISPOSAL_OIDC_ISSUER and "
            "DISPOSAL_OIDC_CLIENT_ID",
            field="DISPOSAL_OIDC_ISSUER",
        )


class ProviderUnreachable(DisposalError):
    """The provider did not answer, or not as a provider does."""

    code: ClassVar[str] = "provider_unreachable"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        super().__init__(
            zh=f"统一身份认证没有应答，或应答无法读取；请稍后再试。仍不行的，{_ASK} DISPOSAL_OIDC_ISSUER 及网络。",
            en="the identity provider does not answer, or not in a form that can be read; try again later. If that "
            f"does not help, {_ASK_EN} DISPOSAL_OIDC_ISSUER and the network",
            field="provider",
        )


class ProviderUnfit(DisposalError):
    """What the provider says of itself does not fit the settings, or leads over an open connection."""

    code: ClassVar[str] = "provider_unfit"
    status: ClassVar[int] = 503

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(
            zh=f"统一身份认证的配置不符：{zh}。{_ASK} DISPOSAL_OIDC_ISSUER。",
            en=f"the identity provider does not fit its settings: {en}; {_ASK_EN} DISPOSAL_OIDC_ISSUER",
            field="provider",
        )


_DECLINED = {
    "access_denied": (
        "登录被取消或被拒绝；请再试一次，仍不行的请向统一身份认证的管理部门申请权限",
        "the sign-in was cancelled or denied; try again, or ask those who run it for access",
    ),
    "login_required": ("须重新登录；请再试一次", "it wants another sign-in; try again"),
    "temporarily_unavailable": ("暂时不可用；请稍后再试", "it is not available now; try again later"),
    "server_error": ("内部出错；请稍后再试", "it had an error; try again later"),
}
_MISCONFIGURED = (
    f"不接受本系统的请求；{_ASK} DISPOSAL_OIDC_CLIENT_ID、DISPOSAL_OIDC_CLIENT_SECRET 和登记的回调地址",
    f"it does not accept our request; {_ASK_EN} DISPOSAL_OIDC_CLIENT_ID, DISPOSAL_OIDC_CLIENT_SECRET and the redirect "
    "address registered there",
)


class ProviderDeclined(DisposalError):
    """The provider answered with an error; only codes that are known choose the words."""

    code: ClassVar[str] = "provider_declined"
    status: ClassVar[int] = 403

    def __init__(self, error: str = "") -> None:
        zh, en = _DECLINED.get(error, _MISCONFIGURED)
        super().__init__(zh=f"统一身份认证：{zh}。", en=f"the identity provider: {en}", field="provider")


class TokenRefused(DisposalError):
    """The ID token is not one that this provider gave us for this sign-in."""

    code: ClassVar[str] = "id_token_refused"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="统一身份认证的登录凭证未通过核对（签名、签发方、受众、有效期或随机数不符），没有登录；请再试一次。"
            f"仍不行的，{_ASK}两边的时钟和 DISPOSAL_OIDC_CLIENT_ID。",
            en="the token of the identity provider does not pass (signature, issuer, audience, time or nonce), so "
            f"nobody was signed in; try again. If that does not help, {_ASK_EN} the clocks of both sides and "
            "DISPOSAL_OIDC_CLIENT_ID",
            field="provider",
        )


class AnswerOutdated(DisposalError):
    """The answer belongs to no sign-in that this browser began: another browser's, too old, or used already."""

    code: ClassVar[str] = "provider_answer_outdated"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="这次登录不是从本浏览器发起，或已超过10分钟、已用过；请重新点按统一身份认证的按钮登录。",
            en="this sign-in was not begun in this browser, is older than ten minutes or was used already; begin it "
            "again with the button of the identity provider",
            field="provider",
        )


class IdentityUnknown(DisposalError):
    """The identity is linked to no account. Signing in makes none, and e-mail addresses are not compared."""

    code: ClassVar[str] = "identity_unknown"
    status: ClassVar[int] = 403

    def __init__(self, subject: str) -> None:
        super().__init__(
            zh=f"统一身份认证的标识“{subject}”尚未关联账号；请将此标识告知管理员，由其在“用户”页关联。",
            en=f'the identity "{subject}" is linked to no account; tell it to an administrator, who links it on the '
            "page of users",
            field="provider",
        )


class AuthenticationOld(DisposalError):
    """The provider did not say that the person was authenticated just now, which was asked for."""

    code: ClassVar[str] = "authentication_old"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="统一身份认证没有说明刚刚核对过本人（auth_time）；请再试一次。"
            "仍不行的，请在“本人账号”页设置二次验证，或请运维让其给出 auth_time。",
            en="the identity provider does not say that it has just authenticated you (auth_time); try again. If that "
            "does not help, set up a second factor on your account's page, or ask the operator to have auth_time sent",
            field="provider",
        )
