"""Work of the register that takes longer than a page may."""

from django_tasks import task

from jejaring.web.cooperatives.importing.run import run


@task()
def run_import(key: int) -> None:
    """Run the import that `begin` has taken in hand."""
    run(key)
