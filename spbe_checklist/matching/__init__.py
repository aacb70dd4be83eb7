"""Which document may serve as which evidence, how sure that is, and why. Pure: no disk, no clock, no terminal."""
