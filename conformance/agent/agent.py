"""The site agent: does, inside one site, what a client of that site's cluster would do.

Started as `agent.py CONF POOL SITE`. Reads one JSON request a line from stdin,
`{"id": 1, "op": "promote", "args": {...}}`, and answers each with one line on stdout,
`{"id": 1, "ok": value}` or `{"id": 1, "error": {"errno": ..., "class": ..., "message": ...}}`.
Requests are done one after the other, on one connection, made with the first of them within a few
seconds or not at all.
"""

import ctypes
import json
import os
import signal
import sys

from cluster import Cluster
from failure import describe
import evidence
import images
import mirroring
import setup
import status

OPS = {**setup.OPS, **images.OPS, **mirroring.OPS, **status.OPS, **evidence.OPS}

PR_SET_PDEATHSIG = 1


def die_with_parent():
    """Ends this process when its parent ends, even while a call into librbd hangs."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def answer(cluster, request):
    """Does one request and returns the answer to it."""
    try:
        value = OPS[request["op"]](cluster, **request.get("args", {}))
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
    for line in sys.stdin:
        print(json.dumps(answer(cluster, json.loads(line))), file=answers, flush=True)
    # Closing connections could wait for a cluster that is gone; the kernel closes them as well.
    os._exit(0)


if __name__ == "__main__":
    main()
