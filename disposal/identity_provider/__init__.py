"""The company's identity provider (统一身份认证, OpenID Connect): what it is asked, and how its answers are checked."""
