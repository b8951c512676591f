"""What the patterns of time mean, one file a kind. Importing this package registers them all with the grammar."""

from onrecord.dates.rules import (
    calendar,
    clock,
    distances,
    durations,
    modifiers,
    quarters,
    references,
    relative,
    sets,
    years,
)

__all__ = [
    "calendar",
    "clock",
    "distances",
    "durations",
    "modifiers",
    "quarters",
    "references",
    "relative",
    "sets",
    "years",
]
