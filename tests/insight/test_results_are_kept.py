"""Ensembles on processes and on a cluster: a worker that dies loses nothing finished, and the run goes on."""

import json
import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from random_markets import random_frames

from jejaring.insight.faults import InsightFault
from jejaring.insight.resilience import Kept, Replanner, Scenario, cooperatives_of, results_of
from jejaring.insight.resilience import ensemble as ensembles
from jejaring.market import ChangeListing, RemoveListing, build_market
from jejaring.planning import plan


@pytest.fixture(scope="module")
def case():
    """A market, its plan, where its solve stands, failures of it and what they mean."""
    market = build_market(random_frames(5))
    proposal, replanner = plan(market), Replanner(market)
    failures = cooperatives_of(market, proposal)
    failures += [Scenario("cooperative", f"{one}*", (RemoveListing(one),)) for one in market.offers["id"]]
    expected = [replanner.result(each) for each in failures]
    return market, proposal, replanner.planner.standing, failures, expected


def same(results, expected):
    assert [one.key for one in results] == [one.key for one in expected]
    for one, other in zip(results, expected, strict=True):
        assert one.lost == pytest.approx(other.lost, abs=1e-6)
        assert one.gains == pytest.approx(other.gains, abs=1e-3)


class Interrupting(ThreadPoolExecutor):
    """Threads of which one dies as a process would: after so many batches nothing comes back."""

    def __init__(self, after):
        super().__init__(1)
        self.left = after

    def submit(self, work, /, *arguments, **named):
        self.left -= 1
        if self.left < 0:
            return super().submit(os.fspath, 0)  # raises TypeError, as no batch would
        return super().submit(work, *arguments, **named)


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(case, tmp_path, monkeypatch):
    market, proposal, standing, failures, expected = case
    monkeypatch.setattr(ensembles, "BATCH", 2)
    folder = tmp_path / "hasil"
    with Interrupting(2) as pool, pytest.raises(InsightFault) as told:
        results_of(market, standing, failures, pool, Kept(folder, proposal))
    kept = Kept(folder, proposal)
    assert f"{len(kept.results)} of {len(failures)}" in told.value.say("en")
    assert str(folder) in told.value.say("id")
    assert 0 < len(kept.results) < len(failures)
    with (folder / "results.jsonl").open("a") as file:
        file.write('{"kind": "cooper')  # the line that was being written
    asked = []
    with ThreadPoolExecutor(1) as pool:
        submit = pool.submit
        pool.submit = lambda work, key, batch: asked.extend(batch) or submit(work, key, batch)
        same(results_of(market, standing, failures, pool, Kept(folder, proposal)), expected)
    assert len(asked) == len(failures) - len(kept.results)
    lines = (folder / "results.jsonl").read_text().splitlines()
    assert len([json.loads(line) for line in lines]) == len(failures)


def test_without_a_folder_nothing_is_kept_and_that_is_said(case):
    market, _, standing, failures, _ = case
    with Interrupting(0) as pool, pytest.raises(InsightFault, match="Give a folder"):
        results_of(market, standing, failures, pool)


def test_a_fault_of_a_scenario_is_told_as_such(case):
    market, _, standing, _, _ = case
    wrong = Scenario("cooperative", "x", (ChangeListing("tiada", {"quantity": 1.0}),))
    with ThreadPoolExecutor(1) as pool, pytest.raises(ValueError, match="tiada"):
        results_of(market, standing, [wrong], pool)


def test_results_of_another_plan_and_other_files_are_left_alone(case, tmp_path):
    _, proposal, _, _, _ = case
    Kept(tmp_path / "hasil", proposal)
    with pytest.raises(InsightFault, match="another market"):
        Kept(tmp_path / "hasil", plan(build_market(random_frames(6))))
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain" / "surat.txt").write_text("penting")
    with pytest.raises(InsightFault, match="other files"):
        Kept(tmp_path / "lain", proposal)


def kill_oneself(*_):
    """A batch in which the worker dies."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_killed_is_told_and_the_rest_is_done_afterwards(case, tmp_path, monkeypatch):
    market, proposal, standing, failures, expected = case
    spawn = multiprocessing.get_context("spawn")
    folder = tmp_path / "hasil"
    half = failures[: len(failures) // 2]
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        results_of(market, standing, half, pool, Kept(folder, proposal))
        monkeypatch.setattr(ensembles, "work_on", kill_oneself)
        with pytest.raises(InsightFault, match=f"{len(half)} of {len(failures)}"):
            results_of(market, standing, failures, pool, Kept(folder, proposal))
    monkeypatch.undo()
    same(results_of(market, standing, failures, kept=Kept(folder, proposal)), expected)


@pytest.mark.prove  # two workers, each of which loads everything
def test_a_cluster_of_two_workers_outlives_one_of_them(case, tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    market, proposal, standing, failures, expected = case
    monkeypatch.setattr(ensembles, "BATCH", 1)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path)
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        pids = client.run(os.getpid)
        assert len(set(pids.values())) == 2
        killed = []

        def kill_one_half_way(share):
            if share >= 0.3 and not killed:
                killed.append(next(iter(pids.values())))
                os.kill(killed[0], signal.SIGKILL)

        results = results_of(
            market,
            standing,
            failures,
            client.get_executor(),
            Kept(tmp_path / "hasil", proposal),
            kill_one_half_way,
        )
    assert killed
    same(results, expected)
