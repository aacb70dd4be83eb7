"""The page on which doubtful documents are settled in a browser on the same computer."""
