"""From a file to facts: finding files, telling formats apart, reading, OCR, and what a document says of itself.

Text is read here and stays here; what leaves are ``facts``. Nothing here knows an indicator, a verdict or the terminal.
"""
