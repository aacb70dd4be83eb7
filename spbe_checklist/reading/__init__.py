"""From a file to facts: scanning, telling formats apart, readers, OCR. Nothing here knows the catalogue's verdicts."""
