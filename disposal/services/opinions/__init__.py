"""The opinion on a bidder (买受人资格审查意见书): what it prints, word by word, and the paper."""
