"""The worker's jobs that tell."""

from django_tasks_db.models import DBTaskResult

from jejaring.web.telling.tasks import tell_of


def tell_all() -> int:
    """What the worker does with the jobs that tell, in their order; how many there were."""
    jobs = DBTaskResult.objects.filter(task_path="jejaring.web.telling.tasks.tell_of", status="READY")
    keys = [job.args_kwargs["args"][0] for job in jobs]
    for key in keys:
        tell_of.func(key)
    return len(keys)
