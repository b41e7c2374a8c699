class NotPossible(Exception):
    """An act that cannot be done now; its text says why, to the one who asked for it."""
