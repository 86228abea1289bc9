"""Typesetting: the composed document, the bundled fonts, Chinese line composition, the PDF engine."""
