"""Typesetting: a composed document, our fonts, Chinese line composition, the engine that sets pages."""
