"""Where output goes and how it looks on a screen: streams, files, width, colour, tables.

Knows no Result: what is said is made in ``reports``.
"""
