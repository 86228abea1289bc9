"""Buying through another (变相购买): signs of it, barred parties behind it, and who acts for whom."""
