"""The JSON API: one file per noun.

May import services, the code shared by API and pages (``disposal.web``), and the values of ``notices``. Contains no
SQL, and imports neither pages nor commands.
"""
