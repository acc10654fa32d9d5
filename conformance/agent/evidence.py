"""What lies behind a result, for the record of a failure: nothing here is judged."""

import json
import subprocess

import rbd

from images import addresses
from mirroring import role_of
from status import status

STATES = {
    rbd.RBD_SNAP_MIRROR_STATE_NON_PRIMARY: "non-primary",
    rbd.RBD_SNAP_MIRROR_STATE_NON_PRIMARY_DEMOTED: "non-primary-demoted",
    rbd.RBD_SNAP_MIRROR_STATE_PRIMARY: "primary",
    rbd.RBD_SNAP_MIRROR_STATE_PRIMARY_DEMOTED: "primary-demoted",
}


def mirror_snapshot(snap):
    """One mirror snapshot as plain data."""
    mirror = snap["mirror"]
    return {
        "id": snap["id"],
        "state": STATES.get(mirror["state"], mirror["state"]),
        "complete": mirror["complete"],
        "primary_snap_id": mirror["primary_snap_id"],
        "last_copied_object_number": mirror["last_copied_object_number"],
    }


def journal(cluster, image):
    """What `rbd journal status` prints: the bindings have no call for it."""
    place = ["--pool", cluster.pool, "--namespace", cluster.namespace, "--image", image]
    client = ["-c", cluster.conf, *place, "--format", "json"]
    result = subprocess.run(
        ["rbd", "journal", "status", *client], capture_output=True, text=True, timeout=20
    )
    return json.loads(result.stdout) if result.returncode == 0 else result.stderr.strip()


def lockers(opened):
    """The addresses of the clients that hold the image's lock."""
    held = opened.list_lockers()
    return [address for _, _, address in held["lockers"]] if held else []


def evidence(cluster, image):
    """Identity, features, mirror state and status, snapshots, clients and journal of an image."""
    with cluster.image(image, read_only=True) as opened:
        info = opened.mirror_image_get_info()
        features = opened.features()
        found = {
            "id": opened.id(),
            "role": role_of(cluster, image, info),
            "features": features,
            "mirroring": info,
            "status": status(opened, info),
            "snapshots": [mirror_snapshot(s) for s in opened.list_snaps() if "mirror" in s],
            "watchers": addresses(opened),
            "lockers": lockers(opened),
        }
    if features & rbd.RBD_FEATURE_JOURNALING:
        found["journal"] = journal(cluster, image)
    return found


OPS = {"evidence": evidence}
