"""Personal data in notices: names without a basis are masked; numbers, days of birth, phones, homes never stand."""
