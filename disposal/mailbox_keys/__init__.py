"""Keys of obstruction reports (举报): the key of the mailbox, officers' identities, recovery shares, codes."""
