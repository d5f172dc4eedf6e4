"""Gold, matching, scores, report, gate, diff and agreement."""
