"""What a document says of itself: title, number, dates, issuer, enactment, the parts of a meeting.

Functions of its text. Nothing here knows kinds of evidence or indicators, and nothing opens a file.
"""
