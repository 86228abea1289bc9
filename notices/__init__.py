"""Public notices of asset disposals: working days, windows, law, content, kinds, rendering.

This package knows no database, no web and nothing of ``disposal``. It may import only itself and third-party
packages. The files of this folder itself are the lowest: errors, texts, codes, dates, legal sources.
"""
