"""The former place of ``render_text``, which stands in ``notices.rendering.plain``."""

from notices.rendering.plain import render_text

__all__ = ["render_text"]
