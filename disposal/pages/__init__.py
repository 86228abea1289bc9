"""Pages rendered on the server, in Chinese and English, without script. This folder holds code shared by pages.

May import services, the code shared by API and pages (``disposal.web``), and the values of ``notices``. Contains no
SQL, and imports neither API nor commands.
"""
