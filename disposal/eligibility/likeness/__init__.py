"""How alike two texts are, whatever they name: slips of the pen, short forms, letters of other scripts.

Pure: plain text in, an answer out. It imports nothing of ours; vocabulary and matching stand beside and above it.
"""
