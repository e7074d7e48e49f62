"""Pure models and calculators: numbers in, numbers out. For learning, not medical advice."""
