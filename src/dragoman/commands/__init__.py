"""The verbs of the command line, one file each: thin, with heavy imports inside the functions."""
