"""A webhook's receiver of the tests' own: a web server that remembers what it was told."""

import contextlib
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """`told` are (path, headers, body) of what came; `answers` the statuses to come, 200 when they run out.

    With `drips` an answer begins with that, comes a letter at a time and never ends.
    """

    port: int = 0
    told: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    drips: bytes = b""
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path="/hook"):
        return f"http://127.0.0.1:{self.port}{path}"


@contextlib.contextmanager
def running():
    """Yield a Receiver that listens on this machine."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.told.append((self.path, dict(self.headers), body))
            if receiver.drips:
                self._drip()
                return
            status = receiver.answers.pop(0) if receiver.answers else 200
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", receiver.url("/elsewhere"))
            self.end_headers()
            self.wfile.write(b"thank you")

        def _drip(self):
            self.wfile.write(receiver.drips)
            with contextlib.suppress(OSError):
                while not receiver.closing.wait(0.05):
                    self.wfile.write(b"x")
                    self.wfile.flush()

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield receiver
    finally:
        receiver.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
