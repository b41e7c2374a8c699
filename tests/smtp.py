"""A real SMTP server of the tests' own, which remembers what it took and can be told to refuse."""

import contextlib
import email
import email.policy
import threading
import time

from aiosmtpd.controller import Controller

from tests.services import free_port

READY_SECONDS = 10


class Postbox:
    """What the server took: `mails` are email.message.EmailMessage, in the order of their arrival.

    `refusals` is {recipient: answer}; a recipient named there is not taken.
    """

    def __init__(self):
        self.mails, self.refusals = [], {}
        self._arrived = threading.Condition()

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        with self._arrived:
            self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            self._arrived.notify_all()
        return "250 OK"

    def wait_for(self, count, *, seconds=READY_SECONDS):
        """Return once as many mails have arrived; say whether they did in time."""
        deadline = time.monotonic() + seconds
        with self._arrived:
            return self._arrived.wait_for(lambda: len(self.mails) >= count, deadline - time.monotonic())


@contextlib.contextmanager
def server():
    """Yield (postbox, host, port) of a server that runs in a thread."""
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port(), ready_timeout=READY_SECONDS)
    controller.start()
    try:
        yield postbox, controller.hostname, controller.port
    finally:
        controller.stop()
