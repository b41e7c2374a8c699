import contextlib
import signal


@contextlib.contextmanager
def stoppable():
    """Yield a function that says whether the process was asked to stop (SIGTERM, Ctrl-C) meanwhile.

    So a command can finish what is under way and leave nothing in doubt.
    """
    asked = []
    before = {
        number: signal.signal(number, lambda *_given: asked.append(True))
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
