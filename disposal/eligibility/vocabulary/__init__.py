"""What names are made of, as tables with their sources: romanisations, transliterations, divisions, remarks, trades.

Pure: plain cleaned text in, words out. It imports nothing of ours but ``notices``; matching stands above it.
"""
