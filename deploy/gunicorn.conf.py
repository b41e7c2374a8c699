"""Gunicorn for one machine: two processes of four threads each, on the loopback address.

PORT, WEB_WORKERS and WEB_THREADS change it; behind nginx it stays on the loopback address.
"""

import errno
import os
import socket
import sys


def number(name, default):
    """Return a whole number from the environment."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal():
        sys.exit(f"{name} is {value!r}: it must be a whole number.")
    return int(value)


HOST = "127.0.0.1"
PORT = number("PORT", 8000)

wsgi_app = "tpp_tracker.wsgi:application"
bind = f"{HOST}:{PORT}"
worker_class = "gthread"
workers = number("WEB_WORKERS", 2)
threads = number("WEB_THREADS", 4)
# The heartbeat is a file: on a disk under load its updates stall and healthy workers get killed.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
# Its place is the home folder, which two sites of one account would fight over; nothing here uses it.
control_socket_disable = True
loglevel = os.environ.get("LOG_LEVEL") or "warning"


def on_starting(server):
    """Say plainly that the port is taken; Gunicorn would try for five seconds and then say less."""
    if server.systemd or "GUNICORN_FD" in os.environ:
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            sys.exit(f"Port {PORT} is in use. Stop what listens there, or choose another: make run PORT=8001")


def when_ready(server):
    print(f"TPP Tracker is at http://{HOST}:{PORT} (Ctrl-C stops it).", flush=True)
