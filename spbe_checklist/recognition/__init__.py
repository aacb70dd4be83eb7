"""Which kind of document, which indicator, how sure, and why.

Pure: facts and catalogue in, offers out. No disk, clock or terminal, and no verdict about an indicator.
"""
