"""Cells of a table that is opened in a spreadsheet."""

# A spreadsheet takes a cell that begins so for a formula and runs it.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell):
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before what begins as one."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text
