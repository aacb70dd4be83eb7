"""Words, sections and vocabulary of texts. Pure: no disk, no catalogue verdicts."""
