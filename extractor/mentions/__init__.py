"""Finds and normalises numerals, quantities, dates, places and heads. Nothing is linked here."""
