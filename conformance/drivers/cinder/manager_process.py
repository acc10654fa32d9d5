"""A process for each start of a service, and a folder that is gone once nobody needs it."""

import ctypes
import signal
import subprocess
import sys
import tempfile

import eventlet
from host import PR_SET_PDEATHSIG

# This process waits for others as any does: not by eventlet's ways, which are for what goes on within one.
os, select = eventlet.patcher.original("os"), eventlet.patcher.original("select")


def folder():
    """A folder that is gone when this process is, however it ends; and what sees to that, which ends with its input."""
    path = tempfile.mkdtemp(prefix="splitbrain-manager-")
    janitor = ["/bin/sh", "-c", 'cat; rm -rf "$0"', path]
    # Without what marks the processes of a lab: it is to outlive those.
    env = {"PATH": os.environ["PATH"]}
    return path, subprocess.Popen(janitor, stdin=subprocess.PIPE, start_new_session=True, env=env)


def forked(work):
    """Does work in a process of its own, which ends with this one; its id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # As oslo_service does after a fork: what waits for events is not to be shared.
        eventlet.hubs.use_hub()
        work()
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def how_ended(status):
    """The end of a process, in words."""
    if os.WIFSIGNALED(status):
        return f"ended by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"ended by exit {os.WEXITSTATUS(status)}"


class Hangs(Exception):
    """No answer in time."""


class Ended(Exception):
    """The process ended; how."""


class Started:
    """A process that is asked by a pipe, and heard of by another once it has answered."""

    def __init__(self, work):
        """`work` is given where lines come from, and whom to tell that one was answered."""
        asked, self._ask = os.pipe()
        self._heard, told = os.pipe()

        def serve():
            for one in (self._ask, self._heard):
                os.close(one)
            with open(asked) as lines:
                work(lines, lambda: os.write(told, b"."))

        self._pid = forked(serve)
        os.close(asked)
        os.close(told)

    def ask(self, line, seconds):
        """Has a request answered. @raises Hangs, Ended"""
        waiting = select.poll()
        waiting.register(self._heard, select.POLLIN)
        try:
            os.write(self._ask, line.encode())
        except BrokenPipeError:
            raise Ended(self.end()) from None
        if not waiting.poll(seconds * 1000):
            raise Hangs(f"no answer in {seconds} s")
        if not os.read(self._heard, 1):
            raise Ended(self.end())

    def end(self):
        """Ends the process, if it has not; how it ended."""
        os.close(self._ask)
        os.close(self._heard)
        pid, status = os.waitpid(self._pid, os.WNOHANG)
        if pid == 0:
            os.kill(self._pid, signal.SIGKILL)
            _, status = os.waitpid(self._pid, 0)
        return how_ended(status)
