"""The command `jejaring`: plan, verify, explain and sample markets kept in files.

Results go to standard output; progress and errors to standard error. Exit status 2 for input that
cannot be used, 1 for a plan that does not verify.
"""

from jejaring.cli.app import main

__all__ = ["main"]
