"""Builds the documents of the invented Kota Nusa Bahari; ``examples/build.py`` is the way in."""
