"""What a document says of itself: title, number, dates, issuer, enactment. Nothing here knows indicators."""
