"""Texts as the rest compares them: words cut to keys, sections, and the automaton of all cues.

Pure. Knows neither files nor what a word is evidence for.
"""
