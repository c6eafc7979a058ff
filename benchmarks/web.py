"""How fast the casework answers when it is large and many use it: `python -m benchmarks.web`.

On a PostgreSQL server and a gunicorn made for it: 200,000 people, 20,000 cases, two million events of the audit, fifty
people at once. Prints the median and the 95th percentile of each page, and how many queries it takes.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lanthorn.casework.tests.cluster import cluster

MOST_QUERIES = 25
CASES_EACH = 50
OUT = Path("bench-output")
# As a server for real records would be set: what is answered is on the disk.
SERVER = {
    "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "shared_buffers": "1GB",
    "maintenance_work_mem": "512MB", "max_wal_size": "4GB", "effective_cache_size": "4GB",
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Build, serve, visit, report; the exit code says whether a page failed or took too many queries."""
    chosen = _arguments(arguments)
    with tempfile.TemporaryDirectory() as folder, cluster(SERVER) as url:
        from lanthorn.casework.tests.serving import Installation, Server, running

        installation = Installation(Path(folder), url)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "lanthorn.casework.settings.development",
            "LANTHORN_CASEWORK_FOLDER": str(installation.folder), "DATABASE_URL": url,
        }  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command

        from benchmarks import web_audit, web_queries, web_world
        from benchmarks.web_visiting import visit

        chance = random.Random(chosen.seed)
        call_command("migrate", verbosity=0)
        with _said(f"{chosen.people:,} people and {chosen.cases:,} cases"):
            users = max(chosen.visitors, chosen.cases // CASES_EACH)
            sizes = web_world.Sizes(chosen.people, chosen.cases, users, visitors=chosen.visitors)
            world = web_world.build(sizes, chance)
        with _said(f"{chosen.events:,} events of the audit"):
            web_audit.fill(chosen.events, world.subjects, world.users, chance)
        queries = web_queries.queries_of_pages(world)
        with (
            running(Server.gunicorn(installation, chosen.workers, chosen.threads)) as server,
            _said(f"{chosen.visitors} people at once for {chosen.seconds:g} s"),
        ):
            timings = visit(server.address, world.visitors, chosen.seconds, chosen.seed)
        _report(timings.seconds, queries, chosen)
        if chosen.verify:
            with _said("audit_verify"):
                call_command("audit_verify")
    print("\n".join(sorted(set(timings.faults))))
    return 1 if timings.faults or max(queries.values()) > MOST_QUERIES else 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=2_000_000)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--workers", type=int, default=(os.cpu_count() or 1) * 2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verify", action="store_true", help="Read the whole audit at the end: minutes.")
    return parser.parse_args(arguments)


@contextmanager
def _said(what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - began:.0f} s", flush=True)


def _report(seconds: dict[str, list[float]], queries: dict[str, int], chosen: argparse.Namespace) -> None:
    rows = []
    for what in sorted(seconds):
        taken = sorted(seconds[what])
        late = statistics.quantiles(taken, n=20, method="inclusive")[-1] if len(taken) > 1 else taken[0]
        rows.append({"page": what, "requests": len(taken), "p50_ms": round(statistics.median(taken) * 1000),
                     "p95_ms": round(late * 1000), "queries": queries.get(what)})  # fmt: skip
    print("| page | requests | p50 ms | p95 ms | queries |\n| --- | ---: | ---: | ---: | ---: |")
    for row in rows:
        print(f"| {row['page']} | {row['requests']} | {row['p50_ms']} | {row['p95_ms']} | {row['queries'] or ''} |")
    OUT.mkdir(exist_ok=True)
    (OUT / "web.json").write_text(json.dumps({"asked": vars(chosen), "pages": rows}, indent=2), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
