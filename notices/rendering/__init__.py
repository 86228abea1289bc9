"""How a notice reads and looks: text, HTML and PDF made from one composed document.

Kinds compose a ``NoticeDocument``; this package only sets it. It may import ``notices.errors``
and its third-party parts, reads no file but the package's own templates and fonts, and never
asks for the time or the network.
"""
