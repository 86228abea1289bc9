"""Notice entry (编制公告): the form of a project's notice, typed as text, read into the project, shown as it prints."""
