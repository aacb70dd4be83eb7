"""Documents on remote drives, through fsspec: listed once, fetched when needed, never written to.

``address`` takes an address apart, ``connections`` and ``webdav`` speak the protocols, ``entries`` judges what a server
says of a file, ``errors`` understands what can go wrong, ``transfers`` fetches with retries, ``listing`` makes a scan
of a drive and ``download`` brings its files. What a file holds is not looked at here.
"""
