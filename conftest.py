"""What holds for every test, beside the code and under tests/."""

from __future__ import annotations

from hypothesis import settings

# A deadline would make a slow machine a failing test; speed is the business of `./homeward bench`.
settings.register_profile("homeward", deadline=None)
settings.load_profile("homeward")
