"""Benchmarks print figures and ratios measured in one run; nothing here passes or fails."""
