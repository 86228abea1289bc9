"""Evasion (变相购买): signs that the bidder buys for a barred party or for another bidder."""
