"""Examinations: papers whose cases nobody has seen, drawn from a secret seed, and their keys."""
