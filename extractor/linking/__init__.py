"""Mentions to figures: head, action, period, scope locality, relations."""
