"""One module per command of the command line; each reads its options, calls the program and prints."""
