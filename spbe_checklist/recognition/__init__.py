"""Which kind of document, which indicator, how sure, and why. Pure: no disk, clock or terminal."""
