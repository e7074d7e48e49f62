"""What a class has answered, from the progress files that its students hand in."""
