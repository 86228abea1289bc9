"""A claim as it is typed on one page: fields, drafts as typed, records made and changed from them, all or nothing."""
