"""Administrative units valid in time: look-up, conversion, roll-up. No free-text matching."""
