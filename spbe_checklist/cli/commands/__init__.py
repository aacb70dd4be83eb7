"""One module per command of the command line; each reads its options, calls the program and prints.

A command is named in ``registry``. What two commands share belongs to ``options``, ``result_files`` or ``run_check``.
"""
