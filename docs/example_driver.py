"""A driver for Splitbrain in fifty lines: it mirrors images by their journals, and fails over without care."""
import json
import sys
from contextlib import contextmanager

import rados
import rbd


class Driver:
    def capabilities(self):
        return {"protocol": 1, "name": "example", "image": "{id}", "modes": ["journal"], "operations": []}

    def setup(self, mode, sites, active):
        self.sites, self.active = {site["backend"]: site for site in sites}, active or "default"
        return {}

    @contextmanager
    def pool(self, backend):
        site = self.sites[backend]
        with rados.Rados(conffile=site["conf"], rados_id=site["user"]) as client:
            with client.open_ioctx(site["pool"]) as pool:
                yield client, pool

    def create_volume(self, volume):
        replicated = volume["type"] == "replicated"
        with self.pool(self.active) as (_, pool):
            rbd.RBD().create(pool, volume["id"], volume["gib"] << 30, old_format=False, features=61)
            if replicated:
                with rbd.Image(pool, volume["id"]) as image:
                    image.mirror_image_enable()
        return {"update": {"replication_status": "enabled" if replicated else "disabled"}}

    def delete_volume(self, volume):
        with self.pool(self.active) as (_, pool):
            rbd.RBD().remove(pool, volume["id"])
        return {}

    def failover(self, volumes, to):
        updates, to = {}, to or "b"
        for volume in (one for one in volumes if one["type"] == "replicated"):
            with self.pool(to) as (_, pool), rbd.Image(pool, volume["id"]) as image:
                image.mirror_image_promote(True)
            updates[volume["id"]] = {"replication_status": "enabled" if to == "default" else "failed-over"}
        self.active = to
        return {"active": to, "updates": updates}

    def failback(self, volumes):
        return self.failover(volumes, "default")

    def status(self):
        return {"replication_enabled": True, "targets": ["b"], "active": self.active}

    def connection(self, volume):
        with self.pool(self.active) as (client, _):
            return {"name": volume["id"], "hosts": [client.conf_get("mon_host")], "secret": client.get_fsid()}


driver = Driver()
for line in sys.stdin:
    request = json.loads(line)
    answer = {"jsonrpc": "2.0", "id": request["id"]}
    try:
        answer["result"] = getattr(driver, request["method"])(**request["params"])
    except Exception as error:
        refused = {"code": -32000, "message": str(error), "data": {"class": type(error).__name__}}
        answer["error"] = refused
    print(json.dumps(answer), flush=True)
