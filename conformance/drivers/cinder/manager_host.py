"""Hosts Cinder's volume manager for Splitbrain: the driver protocol, with a service and its database behind it.

Started as `manager_host.py CLASS [--clustered] [--manager=CLASS] [SOURCE]`, as host.py is: whether it is one of
a cluster of services (active/active), and whose manager it has, if not Cinder's. Each time that the service starts it is a
process of its own, as the launcher of cinder-volume forks one for each backend. This one outlives them: it keeps
the database of a run, says what became of them, and forgets the database with the run.
"""

import eventlet

# As cinder/cmd/volume.py does, and before anything else is imported.
eventlet.monkey_patch()

import json
import os
import subprocess
import sys
import tempfile

import host
import keeper

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
        simulated = host.is_simulated()
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


def folder():
    """A folder that is gone when this process is, however it ends; and what sees to that, which ends with its input."""
    path = tempfile.mkdtemp(prefix="splitbrain-manager-")
    janitor = ["/bin/sh", "-c", 'cat; rm -rf "$0"', path]
    # Without what marks the processes of a lab: it is to outlive those.
    env = {"PATH": os.environ["PATH"]}
    return path, subprocess.Popen(janitor, stdin=subprocess.PIPE, start_new_session=True, env=env)


class ManagerHost(keeper.Keeper):
    """Passes requests on to the service, a process for each start, and keeps what is to outlive it."""

    def __init__(self, serving, folder):
        super().__init__(serving)
        self.folder = folder
        self.template = os.path.join(folder, "template.sqlite")
        self.database = os.path.join(folder, "cinder.sqlite")
        self.run = None

    def prepare(self):
        # All that a service loads is loaded here, once, and with it the options that it has.
        import manager_database
        import manager_service

        manager_database.configure(self.folder)
        manager_database.make(self.database)
        manager_database.copy(self.database, self.template)
        manager_database.warm(manager_service.HOST)
        super().prepare()

    def pass_on(self, line):
        request = json.loads(line)
        if request["method"] == "capabilities":
            return self.serving.reply(request)
        super().pass_on(line)

    def process_for(self, request):
        if request["method"] != "setup":
            return super().process_for(request)
        import manager_database

        self.end()
        run = request["params"]["run"]
        if run != self.run:
            manager_database.copy(self.template, self.database)
            self.run = run
        return self.start()

    def patience(self, request):
        return START if request["method"] == "setup" else PATIENCE


def main():
    path, _janitor = folder()
    kept = ManagerHost(ServiceHost(*host.begin()), path)
    kept.prepare()
    kept.keep()


if __name__ == "__main__":
    main()
