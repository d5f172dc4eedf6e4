"""Constraints, part-whole sums and restatements among the figures found."""
