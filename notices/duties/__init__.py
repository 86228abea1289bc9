"""Duties beside the notice: whom the seller must tell or ask, what a court may say later. Nothing here blocks."""
