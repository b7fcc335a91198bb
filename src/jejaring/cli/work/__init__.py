"""What the commands do, once it is known what is asked of them.

Each module here imports what its command needs, which takes longer than saying how a command is written.
"""
