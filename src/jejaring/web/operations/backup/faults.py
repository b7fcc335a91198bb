"""Why a backup cannot be made or restored, in words for who runs the site."""


class BackupFault(Exception):
    """Nothing was changed, unless the words say so."""
