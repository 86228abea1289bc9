"""What tests share: calendars, factories, published cases, files as users make them, printed papers read back."""
