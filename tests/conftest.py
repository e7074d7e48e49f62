"""A busy machine is no bug: no example of a property has a deadline."""

import hypothesis

hypothesis.settings.register_profile("course", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("course")
