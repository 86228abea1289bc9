"""The JSON API of what is filed at a notice, objections and enquiries: filed by anybody, worked on by staff.

May import services, the code shared by API and pages, and what all routes of staff share (``disposal.api.staff``).
Contains no SQL, and decides nothing.
"""
