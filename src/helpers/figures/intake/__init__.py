"""Pictures of needs and of what people take in."""
