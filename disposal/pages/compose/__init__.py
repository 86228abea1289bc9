"""The staff pages on which notices are made (编制公告): projects, the form of a notice, amendments, placements."""
