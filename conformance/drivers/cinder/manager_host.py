"""Hosts Cinder's volume manager for Splitbrain: the driver protocol, with a service and its database behind it.

Started as `manager_host.py CLASS [--clustered] [--manager=CLASS] [SOURCE]`, as host.py is: whether it is one of
a cluster of services (active/active), and whose manager it has, if not Cinder's. Each time that the service starts it is a
process of its own, as the launcher of cinder-volume forks one for each backend. This one outlives them: it keeps
the database of a run, says what became of them, and forgets the database with the run.
"""

import eventlet

# As cinder/cmd/volume.py does, and before anything else is imported.
eventlet.monkey_patch()

import gc
import json
import os
import sys

import host
import manager_process as process

#: What it can be asked for through the API.
OPERATIONS = ["create_snapshot", "delete_snapshot", "extend", "retype", "freeze", "thaw"]

#: Seconds that a start, and any other request, may take on real clusters: less than anybody waits for an answer.
START, PATIENCE = 55, 270


class ServiceHost(host.Host):
    """Answers requests, in the process of a service."""

    def capabilities(self):
        told = {"operations": OPERATIONS, "configurations": [], "database": True}
        return {**super().capabilities(), **told}

    def setup(self, mode, sites, active, run):
        """Starts the service, on the database of the run: there it finds what was active."""
        import manager_service
        import rados
        import rbd

        self.record(rados, rbd, sites)
        simulated = hasattr(rados, "NotSimulated")
        self.backend = manager_service.VolumeService(
            self.kind,
            self.recorder,
            sites,
            self.options(mode),
            "--clustered" in sys.argv,
            manager_named(sys.argv),
            clock_of(rados, sites) if simulated else None,
            **({"execute": host.monitors(rados)} if simulated else {}),
        )
        if simulated:
            # A call that does not return has to be heard of where it was made.
            eventlet.tpool.set_num_threads(0)
        self.backend.start(rados.Hang if simulated else ())
        return {}

    def answer(self, request):
        if self.backend is not None:
            self.backend.before()
        return super().answer(request)


def manager_named(args):
    """The class of the manager, by its dotted path."""
    given = [one.removeprefix("--manager=") for one in args if one.startswith("--manager=")]
    return given[0] if given else "cinder.volume.manager.VolumeManager"


def clock_of(rados, sites):
    """The clock of the simulated clusters, in milliseconds."""
    wire = rados.Rados(conffile=sites[0]["conf"]).wire
    return lambda: wire.ask("now")[1]


class ManagerHost:
    """Passes requests on to the service, and keeps what is to outlive it."""

    def __init__(self, serving, folder):
        self.serving = serving
        self.template = os.path.join(folder, "template.sqlite")
        self.database = os.path.join(folder, "cinder.sqlite")
        self.started = self.run = None

    def prepare(self, folder):
        # All that a service loads is loaded here, once, and with it the options that it has.
        import manager_database
        import manager_service

        manager_database.configure(folder)
        manager_database.make(self.database)
        manager_database.copy(self.database, self.template)
        manager_database.warm(manager_service.HOST)
        # What is there now stays: each process is spared to look through it, and to copy it.
        gc.freeze()

    def pass_on(self, line):
        request = json.loads(line)
        if request["method"] == "capabilities":
            return self.serving.reply(request)
        try:
            if request["method"] == "setup":
                self.start(request["params"]["run"])
            self.started.ask(line, START if request["method"] == "setup" else PATIENCE)
        except (process.Hangs, process.Ended) as error:
            self.end()
            code = host.HANGS if isinstance(error, process.Hangs) else host.CRASHES
            self.serving.send({"id": request["id"], "error": {"code": code, "message": str(error)}})

    def start(self, run):
        import manager_database

        self.end()
        if run != self.run:
            manager_database.copy(self.template, self.database)
            self.run = run
        self.started = process.Started(self.serve)

    def end(self):
        if self.started is not None:
            self.started.end()
        self.started = None

    def serve(self, lines, answered):
        for line in lines:
            self.serving.reply(json.loads(line))
            answered()


def main():
    folder, _janitor = process.folder()
    serving = ServiceHost(*host.begin())
    keeper = ManagerHost(serving, folder)
    keeper.prepare(folder)
    for line in sys.stdin:
        keeper.pass_on(line)
    os._exit(0)


if __name__ == "__main__":
    main()
