// Explorers that move.
