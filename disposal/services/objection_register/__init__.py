"""The register of objections as it is shown: one objection whole, lists, papers, exports, what follows from it."""
