"""The opinion on a bidder (买受人资格审查意见书): its content and its PDF."""
