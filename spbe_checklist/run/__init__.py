"""One check from folder to Result, again and again (watch), and for many agencies (fleet).

Joins what the folders below can do, and keeps what need not be done twice. Nothing here prints or knows a format.
"""
