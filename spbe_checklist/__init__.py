"""Checklist of the evidence that Indonesian agencies need for the 47 SPBE indicators."""

__version__ = "0.1.0"
