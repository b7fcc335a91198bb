"""Register files: read, checked, compared with the register, and taken into it batch by batch.

upload -> `read` -> `columns` (which column is what) -> `check` -> `match` (which cooperative is it) ->
`difference` (what would change) -> `run` (change it). This package never overwrites what people set by hand:
it keeps the other register's word as a mismatch.
"""
