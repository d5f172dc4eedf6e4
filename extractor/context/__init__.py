"""ConText: cues with direction and scope give a figure its status and approximation."""
