"""The page on which a claim is entered and changed (录入债权)."""
