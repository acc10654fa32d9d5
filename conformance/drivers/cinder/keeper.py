"""A process for each start of what is asked, and one that outlives them, passes requests on, and says how they ended.

To load Cinder takes a second of a processor; to fork from a process that has, a hundredth.
"""

import ctypes
import gc
import json
import signal
import sys

import eventlet

# This process waits for others as any does: not by eventlet's ways, which are for what goes on within one.
os, select = eventlet.patcher.original("os"), eventlet.patcher.original("select")

HANGS, CRASHES = -32001, -32002
PR_SET_PDEATHSIG = 1

#: Seconds that a request may take: less than anybody waits for an answer on simulated clusters.
PATIENCE = 110


def end_with_parent():
    """Ends this process with the one that started it; also while a call into Ceph's libraries hangs."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def forked(work):
    """Does work in a process of its own, which ends with this one; its id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        end_with_parent()
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
        self._how = None
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
        if self._how is None:
            os.close(self._ask)
            os.close(self._heard)
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid == 0:
                os.kill(self._pid, signal.SIGKILL)
                _, status = os.waitpid(self._pid, 0)
            self._how = how_ended(status)
        return self._how


class Keeper:
    """Passes requests on to a process, and starts another for the first one that comes after its end."""

    def __init__(self, serving):
        self.serving = serving
        self.started = None

    def prepare(self):
        """What is there now stays: each process is spared to look through it, and to copy it."""
        gc.freeze()

    def keep(self):
        """Passes on what comes on stdin, to its end."""
        for line in sys.stdin:
            self.pass_on(line)
        os._exit(0)

    def pass_on(self, line):
        request = json.loads(line)
        try:
            self.process_for(request).ask(line, self.patience(request))
        except (Hangs, Ended) as error:
            self.end()
            code = HANGS if isinstance(error, Hangs) else CRASHES
            self.serving.send({"id": request["id"], "error": {"code": code, "message": str(error)}})

    def process_for(self, _request):
        """The process that a request is for, running."""
        return self.started or self.start()

    def patience(self, _request):
        """Seconds that a request may take."""
        return PATIENCE

    def start(self):
        self.end()
        self.started = Started(self.serve)
        return self.started

    def end(self):
        if self.started is not None:
            self.started.end()
        self.started = None

    def serve(self, lines, answered):
        for line in lines:
            self.serving.reply(json.loads(line))
            answered()
