"""What commands share: who acts, the reading of days and amounts, answers, files written whole."""
