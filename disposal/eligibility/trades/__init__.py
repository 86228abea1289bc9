"""The trades that companies name: the words for them, in Chinese and English, and whether two names tell one trade.

Above the vocabulary, below matching: it knows words and no company.
"""
