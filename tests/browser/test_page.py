"""The page itself: names, text twins, accessibility, width; nothing stored is broken."""
