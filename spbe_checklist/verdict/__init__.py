"""From evidence to level, indicator and index; decisions, gate, diff, plan, priorities and the Result.

Pure functions of offers, settings and Results. No file is read, nothing is worded for one format only.
"""
