"""刊登更正: a placement that was recorded wrongly is corrected or withdrawn, by two where it moves an end."""
