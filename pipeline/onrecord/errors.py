"""The exceptions that onrecord raises on purpose.

Each message says what was found, what is allowed, and what to do next.

::

    OnRecordError
    ├── UsageError     a command or function was called with something it cannot use   (command line: exit 2)
    │   └── RunExists  the output folder already holds a run
    ├── ModelError     there is no model where one was looked for, or it does not load (command line: exit 2)
    ├── ArticleError   one article cannot be read: an error row in a run, which goes on with the next article
    └── RecordError    a record breaks a rule of its schema, or a Doc cannot be made from it

A `Failure` (see `onrecord.articles`) is not an exception: it is the row that tells of an article that failed.
"""


class OnRecordError(Exception):
    """Base of all exceptions raised by onrecord on purpose."""


class UsageError(OnRecordError):
    """A command or function was called with something it cannot use."""


class RunExists(UsageError):  # noqa: N818 - says what is the case
    """The output folder already holds a run."""


class ModelError(OnRecordError):
    """There is no model where one was looked for, or it does not load."""


class ArticleError(OnRecordError):
    """One article cannot be read."""


class RecordError(OnRecordError):
    """A record breaks a rule of its schema, or a Doc cannot be made from it."""
