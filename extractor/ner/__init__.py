"""Recognisers behind one protocol; what they propose is evidence, not truth."""
