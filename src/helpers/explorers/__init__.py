"""Live explorers: controls, a science function, a picture and a sentence."""
