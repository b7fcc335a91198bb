"""Jobs that leave marks: a line in a file of their own when they begin, a row when they are done.

The file is locked as long as the job is worked on, so that two at one job are seen, whatever becomes of them.
`python -m tests.web.operations.marking COUNT SECONDS FIRST` asks for so many jobs.
"""

import fcntl
import os
import sys
import time
from pathlib import Path

from django_tasks import task

TABLE = "CREATE TABLE IF NOT EXISTS done (n integer PRIMARY KEY)"
TWICE = "two at once"


@task()
def mark(n: int, seconds: float) -> None:
    """Begin, take a while, be done."""
    from django.db import connection

    with (folder() / str(n)).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            (folder() / TWICE).open("a").write(f"{n}\n")
        file.write(f"{os.getpid()}\n")
        file.flush()
        time.sleep(seconds)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO done VALUES (%s) ON CONFLICT DO NOTHING", [n])


def folder() -> Path:
    """Where the files are."""
    made = Path(os.environ["JEJARING_DATA"]) / "marks"
    made.mkdir(exist_ok=True)
    return made


def begun(marks: Path) -> dict[int, int]:
    """Each job, and how often it was begun."""
    return {int(each.name): len(each.read_text().split()) for each in marks.iterdir() if each.name != TWICE}


def main() -> None:
    """Ask for jobs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.web.settings")
    import django

    django.setup()
    from django.db import connection
    from tests.web.operations import marking  # under the name that workers read it by

    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    count, seconds, first = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    for n in range(first, first + count):
        marking.mark.enqueue(n, seconds)


if __name__ == "__main__":
    main()
