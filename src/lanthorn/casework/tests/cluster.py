"""A PostgreSQL server for a minute: made in a folder of its own, reached by a socket in it, gone at the end.

`python -m lanthorn.casework.tests.cluster COMMAND …` runs a command with DATABASE_URL naming it. Where this machine
has no PostgreSQL, that is said and the command is left out.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

OLDEST = 15
_DEBIAN = Path("/usr/lib/postgresql")
_SERVER_USER = "postgres"  # what Debian calls the user that runs the server; it refuses to run as root
# Speed for what is thrown away: a crash of the machine would lose it, a killed process of ours does not.
_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "100",
    "listen_addresses": "",
}


def binaries() -> Path | None:
    """Where the newest PostgreSQL's programs are, or None where there is none of version 15 or later."""
    found = [
        folder for folder in _DEBIAN.glob("*/bin") if folder.parent.name.isdigit() and (folder / "initdb").exists()
    ]
    if found:
        newest = max(found, key=lambda folder: int(folder.parent.name))
        return newest if int(newest.parent.name) >= OLDEST else None
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster(options: dict[str, str] | None = None) -> Iterator[str]:
    """A running server; gives the DATABASE_URL of an empty database in it. Raises FileNotFoundError without PostgreSQL.

    `options` are settings of the server beside those that make it quick.
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError(f"PostgreSQL {OLDEST} or later is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="lanthorn-postgresql-"))
    data = folder / "data"
    try:
        owner = _owner(folder)
        _run(owner, programs / "initdb", "-D", data, "-U", "casework", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust",
             "--no-sync")  # fmt: skip
        settings = _OPTIONS | {"unix_socket_directories": str(folder)} | (options or {})
        with (data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        _run(owner, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "start")
        try:
            yield f"postgresql://casework@/postgres?host={quote(str(folder))}"
        finally:
            _run(owner, programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> str | None:
    """Whom the server runs as: ourselves, or where we are root the system's own user for it."""
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam(_SERVER_USER)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return _SERVER_USER


def _run(owner: str | None, *command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=owner, group=owner, extra_groups=[] if owner else None, cwd="/",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{Path(str(command[0])).name} did not succeed:\n{done.stdout}")


def main(command: Sequence[str]) -> int:
    """Run the command with a server, and give its exit code."""
    if binaries() is None:
        print("Not on PostgreSQL: this machine has none of version 15 or later (apt-get install postgresql).")
        return 0
    with cluster() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
