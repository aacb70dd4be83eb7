"""Documents on remote drives, through fsspec: listed once, fetched when needed, never written to.

``address`` takes an address apart, ``drives`` speaks the protocols, ``trouble`` understands their errors, ``crew``
does errands with retries, ``listing`` makes a scan of a drive and ``download`` brings its files.
"""
