"""Rendering: text, HTML and PDF of a composed notice, and letters as PDF.

Composition makes a ``NoticeDocument``; this package only renders it. It may import only lower packages of
``notices`` and third-party packages. It reads no file but the package's own templates and fonts, and never uses
the clock or the network.
"""
