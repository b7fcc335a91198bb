"""Two web processes and two workers on one PostgreSQL, while what is around them fails: nothing is lost,
nothing done twice. Each machine is a set of processes of its own, the database's server the test's own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
from tests.web.killing.people import Browser
from tests.web.killing.site import REPOSITORY, Gone, Site, runs
from tests.web.operations.cluster import Cluster, folder_of_its_own
from tests.web.operations.marking import TWICE, begun
from tests.web.operations.serving import until_served

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(os.environ.get("DATABASE_URL", "") != "", reason="it has a server of its own"),
]
PATIENCE = 180
JOBS = "django_tasks_database_dbtaskresult"
PEOPLE = """
import json, os, django
django.setup()
from tests.web.killing.checks import begin
print(json.dumps(begin()))
"""


class Network:
    """The database, its machines, and the people who use them."""

    def __init__(self, cluster, environment, machines, people):
        self.cluster, self.environment, self.machines, self.people = cluster, environment, machines, people
        self.marks = Path(environment["JEJARING_DATA"]) / "marks"
        self.asked = 0

    def ask_for(self, count, seconds):
        """So many jobs more."""
        command = [
            sys.executable,
            "-m",
            "tests.web.operations.marking",
            str(count),
            str(seconds),
            str(self.asked),
        ]
        subprocess.run(command, env=self.environment, cwd=REPOSITORY, check=True)
        self.asked += count

    def answered(self, question):
        """What the database says."""
        with psycopg.connect(self.cluster.address) as site:
            return site.execute(question).fetchall()

    def until(self, question, wanted):
        """Wait for that answer."""
        until, found = time.monotonic() + PATIENCE, None
        while time.monotonic() < until:
            try:
                found = self.answered(question)
            except psycopg.OperationalError:
                found = None
            if found == wanted:
                return
            time.sleep(0.1)
        jobs = self.answered(f"SELECT status, worker_ids, traceback FROM {JOBS}")
        raise AssertionError((found, [job for job in jobs if job[0] != "SUCCESSFUL"][:3]))

    def all_done(self):
        """Wait until every job asked for is done; whether each was done once."""
        self.until("SELECT count(*) FROM done", [(self.asked,)])
        unfinished = f"SELECT count(*) FROM {JOBS} WHERE status <> 'SUCCESSFUL'"
        self.until(unfinished, [(0,)])
        assert not (self.marks / TWICE).exists()

    def hands(self, machine):
        """The process that does the jobs of this machine."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for child in machine.running[-1].children():
                if runs(child):
                    return child
            time.sleep(0.05)
        raise AssertionError("nobody does the jobs")


@pytest.fixture
def net(prepared_site, tmp_path):
    with folder_of_its_own() as folder:
        cluster = Cluster(folder, folder / "data")
        cluster.make("max_connections = 50")
        cluster.start()
        environment = os.environ | {
            "DATABASE_URL": cluster.address,
            "JEJARING_DATA": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "jejaring.web.settings",
            "JEJARING_EMAIL": "django.core.mail.backends.dummy.EmailBackend",
        }
        try:
            with running(cluster, environment) as made:
                yield made
        finally:
            cluster.stop()


@contextmanager
def running(cluster, environment):
    subprocess.run([sys.executable, "-m", "jejaring.web", "prepare"], env=environment, check=True)
    command = [sys.executable, "-c", PEOPLE]
    told = subprocess.run(
        command, env=environment, cwd=REPOSITORY, check=True, capture_output=True, text=True
    )
    keys = json.loads(told.stdout)
    machines = [Site(environment) for _ in range(2)]
    try:
        for machine in machines:
            machine.start()
        people = [Browser(machines[n % 2], key) for n, key in enumerate(keys.values())]
        yield Network(cluster, environment, machines, people)
    finally:
        for machine in machines:
            machine.end()


def wrote(person, quantity):
    """A listing that only this write can have made; whether it was confirmed."""
    page = person.get("/saya/")
    own = re.search(r"/koperasi/(\d+)/", page)
    said = {
        "koperasi": own[1] if own else "",
        "kind": "offers",
        "commodity": "gkg",
        "quantity": quantity,
        "unit": "kg",
    }
    said |= {"price": 7000, "price_unit": "kg", "region": "32.05", "first_month": "", "last_month": ""}
    return bool(own) and bool(person.post("/pasar/baru/", **said))


def test_no_two_workers_take_the_same_job_and_a_killed_one_is_replaced(net):
    net.ask_for(60, 0.05)
    net.all_done()
    assert set(begun(net.marks).values()) == {1}
    workers = net.answered(f"SELECT DISTINCT worker_ids->>-1 FROM {JOBS}")
    assert len(workers) >= 2
    net.ask_for(30, 0.3)
    for n in range(4):
        time.sleep(0.5)
        killed = net.hands(net.machines[n % 2])
        killed.kill()
        psutil.wait_procs([killed], timeout=10)
    net.all_done()
    assert 30 <= sum(begun(net.marks).values()) - 60 <= 34
    for machine in net.machines:
        assert net.hands(machine).is_running()


def test_the_database_is_restarted_in_the_middle_of_work(net):
    chairs, confirmed, unsure = net.people[1:], [], []
    net.ask_for(30, 0.3)
    for n in range(60):
        if n in (10, 30):
            net.cluster.stop(signal.SIGQUIT if n == 10 else signal.SIGINT)
        if n in (14, 36):
            net.cluster.start()
        person = chairs[n % len(chairs)]
        try:
            (confirmed if wrote(person, 1000 + n) else unsure).append(1000 + n)
        except Gone:
            unsure.append(1000 + n)
        time.sleep(0.05)
    net.all_done()
    assert len(confirmed) > 20
    found = net.answered(
        "SELECT quantity::integer, count(*) FROM trade_listing WHERE quantity BETWEEN 1000 AND 1059 "
        "GROUP BY 1"
    )
    assert {count for _quantity, count in found} == {1}
    assert set(confirmed) <= {quantity for quantity, _count in found} <= {*confirmed, *unsure}
    seen = {status for person in net.people for status in statuses(person)}
    assert seen <= {503}
    for machine in net.machines:
        machine_says_ready(machine)


def statuses(person):
    """Of the pages that failed."""
    return [int(each.rpartition(" ")[2]) for each in person.broken]


def machine_says_ready(machine):
    assert until_served(machine.port, "/-/ready") == (200, "ok\n")


def test_a_worker_that_stood_still_does_not_do_what_another_took_over(net):
    first, _second = net.machines
    net.ask_for(2, 8)
    net.until(f"SELECT count(*) FROM {JOBS} WHERE status = 'RUNNING'", [(2,)])
    still = [first.running[-1], net.hands(first)]
    for process in still:
        process.suspend()
    twice = f"SELECT count(*) FROM {JOBS} WHERE json_array_length(worker_ids::json) > 1"
    net.until(twice, [(1,)])
    for process in reversed(still):
        process.resume()
    net.until("SELECT count(*) FROM done", [(2,)])
    net.until(f"SELECT count(*) FROM {JOBS} WHERE status <> 'SUCCESSFUL'", [(0,)])
    psutil.wait_procs([still[1]], timeout=30)
    assert not still[1].is_running()
    assert first.running[-1].is_running()
