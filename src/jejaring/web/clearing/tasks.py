"""Work of clearing rounds that takes longer than a page may. It may be broken off and begun again."""

from django_tasks import task

from jejaring.web.clearing.computing import run


@task()
def compute_round(key: int, claim: str) -> None:
    """Work out what can be cancelled."""
    run(key, claim)
