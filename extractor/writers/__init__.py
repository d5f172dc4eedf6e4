"""One small module per output; no logic."""
