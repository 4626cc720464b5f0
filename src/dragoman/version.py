"""The program's version, kept apart so that `dragoman --version` loads nothing else."""

VERSION = "0.1.0"
