"""The JSON API of staff: what the pages of the desk do, by token, one file per noun.

May import services and the code shared by API and pages. Contains no SQL, and decides nothing: who may do what is asked
by the services, and a route that only reads calls ``require``.
"""
