"""Tables of obstruction reports (举报): the mailbox, officers' keys; and 纪检部门意见 on every project."""
