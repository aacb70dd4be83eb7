"""The command line: reads options, calls the program, prints; only here errors become exit codes.

No rule about documents, evidence or figures belongs here.
"""
