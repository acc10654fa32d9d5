"""What an exception of the Ceph bindings comes to: an errno, its class and a message."""

import errno


def number_of(error):
    """The errno of an exception as a positive number, or None if it carries none."""
    number = getattr(error, "errno", None)
    return abs(number) if isinstance(number, int) else None


def describe(error):
    """An exception as plain data."""
    number = number_of(error)
    name = errno.errorcode.get(number) if number else None
    return {
        "errno": number,
        "class": name or type(error).__name__,
        "message": f"{type(error).__name__}: {error}",
    }
