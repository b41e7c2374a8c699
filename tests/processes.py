"""Processes beside the test's own that work on the test's database and can be killed at any point.

    python -m tests.processes COMMAND    run that command in a process of its own for each line read

The server has Django loaded already, so that a process begins its work at once.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def database_url() -> str:
    """Return the DATABASE_URL by which other processes reach the test's database."""
    from django.db import connection

    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    place = f"{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    return f"postgres://{settings['USER']}:{settings['PASSWORD']}@{place}"


class Runner:
    """Starts processes of one management command and kills them."""

    def __init__(self, command, environment):
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.processes", command],
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def start(self) -> int:
        """Start the command and return the process's id."""
        self._server.stdin.write("run\n")
        return int(self._server.stdout.readline())

    def wait(self, pid) -> int:
        """Return the exit code of a process once it has ended, negative where a signal ended it."""
        self._server.stdin.write(f"wait {pid}\n")
        return int(self._server.stdout.readline())

    def kill(self, pid) -> int:
        """End a process at once, wherever it is, and return its exit code: 0 if it had ended by itself."""
        os.kill(pid, signal.SIGKILL)
        return self.wait(pid)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._server.stdin.close()
        self._server.wait(30)
        self._server.stdout.close()


def serve(command):
    """Answer each "run" with the id of a new process, each "wait ID" with its exit code."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tpp_tracker.settings")
    django.setup()
    __import__("tpp_tracker.urls")
    for line in sys.stdin:
        word, _space, number = line.strip().partition(" ")
        if word == "wait":
            print(os.waitstatus_to_exitcode(os.waitpid(int(number), 0)[1]), flush=True)
            continue
        child = os.fork()
        if child == 0:
            with open(os.devnull, "w") as nowhere:
                call_command(command, stdout=nowhere)
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
