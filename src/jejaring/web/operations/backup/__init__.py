"""One file that holds all of a site at one moment, and a site made again of it.

The file is a ZIP: the database as its own program writes it, every uploaded file and every file of plans, and
a manifest with the SHA-256 of each and of each table. It holds personal data and no secret key.
"""

from jejaring.web.operations.backup.faults import BackupFault
from jejaring.web.operations.backup.make import Made, make_backup
from jejaring.web.operations.backup.restore import check_backup, restore_backup

__all__ = ["BackupFault", "Made", "check_backup", "make_backup", "restore_backup"]
