"""Homeward runs the missing-children protocol of an area: who must do what, by when, and why."""

__version__ = "0.1.0"
