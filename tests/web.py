"""A small web of the tests' own: pages by path, on a server of this machine."""

import contextlib
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Web:
    """`pages` are {path: (status, headers)}, the rest answers 404; `asked` (method, path, moment)."""

    port: int = 0
    pages: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    refuses_head: bool = False

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def methods(self, path):
        return [method for method, asked, _moment in self.asked if asked == path]


@contextlib.contextmanager
def running():
    """Yield a Web that is served on this machine."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self._answer(405 if web.refuses_head else None)

        def do_GET(self):
            self._answer(None)

        def _answer(self, status):
            web.asked.append((self.command, self.path, time.monotonic()))
            found, headers = web.pages.get(self.path.partition("?")[0], (404, {}))
            self.send_response(status or found)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(web.texts.get(self.path.partition("?")[0], b"a page"))

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
