"""Pages rendered on the server, in Chinese and English, without script. This folder holds what many pages show.

May import services, what API and pages share (``disposal.web``), and the values of ``notices``. It holds no SQL,
and knows neither API nor commands.
"""
