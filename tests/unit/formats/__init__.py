"""The forms of other tools."""
