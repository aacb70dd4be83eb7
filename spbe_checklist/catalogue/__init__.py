"""The instrument as data: file format, strict reading, expansion, editions, self-check, JSON Schema, display.

Knows no document: what words find is ``text`` and ``recognition``.
"""
