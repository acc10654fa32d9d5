"""Hosts Cinder's RBD driver for Splitbrain: speaks the driver protocol over stdin and stdout.

Started as `host.py CLASS [SOURCE]`: the driver's class by its dotted path, and a source tree of Cinder's, in place
of the installed one. The modules `rados` and `rbd` are whichever Python finds: Ceph's, or those that stand in for
them on simulated clusters; then time is virtual, and sleeping costs nothing.
"""

import json
import logging
import os
import signal
import sys
import time

import keeper
from recorder import Recorder

OPERATIONS = [
    "create_snapshot",
    "delete_snapshot",
    "extend",
    "retype",
    "freeze",
    "thaw",
    "clone_volume",
    "create_from_snapshot",
    "manage",
]
CONFIGURATIONS = {
    "full-copies": {"rbd_max_clone_depth": 0},
    "flattened": {"rbd_flatten_volume_from_snapshot": True},
}
REFUSED, UNMODELLED = -32000, -32003


def virtual_time(rados):
    """Lets every sleep pass on the clock of the simulated clusters, and both clocks of Python's go along."""
    skew = 0.0
    wall, steady = time.time, time.monotonic

    def sleep(seconds):
        nonlocal skew
        skew += seconds
        for wire in rados.Wire._all.values():
            wire.ask("sleep", ms=seconds * 1000)

    time.sleep = sleep
    time.time = lambda: wall() + skew
    time.monotonic = lambda: steady() + skew


def monitors(rados):
    """Answers `ceph mon dump` for simulated clusters; any other command is not to be had."""

    def execute(*command, **_):
        if command[:3] != ("ceph", "mon", "dump"):
            raise rados.NotSimulated(f"the command {' '.join(command[:3])} is not simulated")
        conf = command[command.index("--conf") + 1]
        mons = [{"addr": f"{host}:6789/0"} for host in rados.Rados(conffile=conf).hosts]
        return json.dumps({"mons": mons}), ""

    return execute


def is_simulated():
    """Whether the modules that Python found stand in for Ceph's."""
    import rados

    return hasattr(rados, "NotSimulated")


class Host:
    """Answers requests, one after the other."""

    def __init__(self, kind, answers):
        self.kind = kind
        self.answers = answers
        self.backend = None
        self.recorder = None

    def send(self, message):
        print(json.dumps({"jsonrpc": "2.0", **message}), file=self.answers, flush=True)

    def capabilities(self):
        return {
            "protocol": 1,
            "name": self.kind.__name__,
            "image": "volume-{id}",
            "modes": getattr(self.kind, "REPLICATION_MODES", ["journal"]),
            "operations": OPERATIONS,
            "configurations": list(CONFIGURATIONS),
            "halts": True,
        }

    def record(self, rados, rbd, sites):
        """Records what is called in these modules from now on."""
        names = {one["conf"]: site for site, one in zip("ab", sites)}
        self.recorder = Recorder(
            rados, rbd, names, lambda call: self.send({"method": "called", "params": call})
        )

    def options(self, mode, configuration=None):
        """What a driver is configured with, beside where its clusters are."""
        options = {**CONFIGURATIONS.get(configuration, {})}
        if hasattr(self.kind, "REPLICATION_MODES"):
            options["rbd_replication_mode"] = mode
        return options

    def setup(self, mode, sites, active, configuration=None):
        import backend
        import rados
        import rbd

        self.record(rados, rbd, sites)
        execute = {"execute": monitors(rados)} if is_simulated() else {}
        self.backend = backend.Backend(
            self.kind, self.recorder, sites, active, self.options(mode, configuration), **execute
        )
        return {}

    def answer(self, request):
        method, params = request["method"], request["params"]
        if method in ("capabilities", "setup"):
            return getattr(self, method)(**params)
        self.recorder.halt_after(params.pop("halt", 0), self.halt)
        try:
            return getattr(self.backend, method)(**params)
        finally:
            self.recorder.forget()

    def halt(self):
        """Waits, in the middle of a request, to be told how to go on; or to end, as one that is killed."""
        self.send({"method": "halted", "params": {}})
        line = b""
        while not line.endswith(b"\n"):
            line += os.read(0, 4096) or os._exit(0)
        if json.loads(line)["method"] == "end":
            os.kill(os.getpid(), signal.SIGKILL)

    def reply(self, request):
        """Answers one request, whatever comes of it: what goes wrong belongs to the one who asked."""
        try:
            self.send({"id": request["id"], "result": self.answer(request)})
        except BaseException as error:
            self.send({"id": request["id"], "error": error_of(error)})


def error_of(error):
    """What became of a request that raised, by the names of the protocol."""
    name = type(error).__name__
    code = {"Hang": keeper.HANGS, "Crash": keeper.CRASHES, "NotSimulated": UNMODELLED}.get(name, REFUSED)
    return {"code": code, "message": str(error) or name, "data": {"class": name}}


def begin():
    """Makes the process what a driver's host is: its class, and where answers go."""
    # Ceph's libraries write to stdout at times: the answers get a descriptor of their own.
    answers = open(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    # Nobody is left to hear the answer.
    keeper.end_with_parent()
    kind, *rest = sys.argv[1:]
    sys.path[:0] = [one for one in rest if not one.startswith("--")]
    import rados

    if is_simulated():
        os.environ["EVENTLET_THREADPOOL_SIZE"] = "0"
        logging.getLogger().addHandler(logging.NullHandler())
        rados.hosted = True
        virtual_time(rados)
    import backend

    backend.prepare()
    return backend.load(kind), answers


def main():
    host = Host(*begin())
    if is_simulated():
        # Thousands of scenarios a minute, some of which end the driver's process: it is to be there again at once.
        kept = keeper.Keeper(host)
        kept.prepare()
        kept.keep()
    for line in sys.stdin:
        host.reply(json.loads(line))
    os._exit(0)


if __name__ == "__main__":
    main()
