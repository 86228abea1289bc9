"""What the clock does to the window of a published notice: it opens, is about to close, closes, is counted anew."""
