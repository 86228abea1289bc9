"""What API and pages share: what routes are given, language and headers, tagged answers, kept pages."""
