"""Messages (消息): what others did to a person's things, read from the audit trail; only that it was read is stored."""
