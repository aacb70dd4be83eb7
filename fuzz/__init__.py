"""Fuzz targets; run by hand or at night, never by the tests."""
