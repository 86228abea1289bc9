"""What the door of filings takes: the form, and how an objection, an enquiry and a report are filed by it."""
