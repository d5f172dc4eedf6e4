"""How rule files become matchers: validated, overlaid, fingerprinted, compiled. No Vietnamese here."""
