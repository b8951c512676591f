"""Time expressions: where they stand in a text, and which days they mean (TIMEX3)."""

from onrecord.dates.finder import Found, find_dates

__all__ = ["Found", "find_dates"]
