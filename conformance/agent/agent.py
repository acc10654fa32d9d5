"""The site agent: does, inside one site, what a client of that site's cluster would do.

Started as `agent.py CONF POOL SITE`. Reads one JSON request a line from stdin,
`{"id": 1, "op": "promote", "args": {...}}`, with the seconds that it may take to connect as
`"connect"` where they are to be others than usual, and the namespace of the pool as `"namespace"`
among the arguments where it is not the pool's own; answers each with one line on stdout,
`{"id": 1, "ok": value}` or `{"id": 1, "error": {"errno": ..., "class": ..., "message": ...}}`.
Says `{"ready": true}` first, once Ceph's libraries are loaded.
Requests are done one after the other, on one connection, made with the first of them in time or
not at all.
"""

import ctypes
import json
import os
import signal
import sys

from cluster import CONNECT_SECONDS, Cluster
from failure import describe
import clones
import edits
import evidence
import images
import journal
import leftovers
import look
import mirroring
import schedule
import setup
import supply
import writer

OPS = {
    **setup.OPS,
    **images.OPS,
    **edits.OPS,
    **clones.OPS,
    **mirroring.OPS,
    **journal.OPS,
    **schedule.OPS,
    **look.OPS,
    **leftovers.OPS,
    **evidence.OPS,
    **supply.OPS,
    **writer.OPS,
}

PR_SET_PDEATHSIG = 1


def die_with_parent():
    """Ends this process when its parent ends, even while a call into librbd hangs."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def answer(cluster, request):
    """Does one request and returns the answer to it."""
    cluster.patience = request.get("connect", CONNECT_SECONDS)
    try:
        args = request.get("args", {})
        cluster.namespace = args.pop("namespace", "")
        value = OPS[request["op"]](cluster, **args)
        return {"id": request["id"], "ok": value}
    except Exception as error:  # whatever goes wrong belongs to the one who asked
        return {"id": request["id"], "error": describe(error)}


def main():
    die_with_parent()
    conf, pool, site = sys.argv[1:4]
    # Ceph's libraries write to stdout at times: the answers get a descriptor of their own.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    cluster = Cluster(conf, pool, site)
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(cluster, json.loads(line))), file=answers, flush=True)
    # Closing connections could wait for a cluster that is gone; the kernel closes them as well.
    os._exit(0)


if __name__ == "__main__":
    main()
