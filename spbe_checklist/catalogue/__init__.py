"""The instrument as data: file format, strict reading, expansion, self-check, JSON Schema, display."""
