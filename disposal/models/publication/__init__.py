"""Notices: from draft to end, frozen versions, links between notices, placements."""
