"""One check from folder to Result: look, settings, inspect, judge, keep. Nothing here prints."""
