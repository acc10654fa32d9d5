"""What Cinder's backup driver for Ceph does about mirroring: makes a base image with it, and tells how it is.

Given as JSON, as the only argument, and begun by a line on stdin: `conf` and `pool` of a cluster, `user` (admin if left out),
`journals` (the option backup_ceph_image_journals) and `replication_mode`, which is set as rbd_replication_mode
where that option exists, to show that backups do not heed it. The driver is Cinder's own, unchanged, and so is
the way it makes the image. Prints one line of JSON; the image is removed again.
"""

import importlib
import json
import os
import sys
import uuid

from cinder import context, objects
from cinder.backup.drivers import ceph
from cinder.volume import configuration
from oslo_config import cfg

CONF = cfg.CONF
GIB = 1 << 30
UNHEARD_OF = "backup_ceph_image_snapshot_mirroring"

PREFIX = "RBD_FEATURE_"
MODES = {"RBD_MIRROR_IMAGE_MODE_JOURNAL": "journal", "RBD_MIRROR_IMAGE_MODE_SNAPSHOT": "snapshot"}


def configure(asked):
    """Sets the options of a backup service, and the mode of its neighbour, the volume service."""
    objects.register_all()
    CONF([], project="cinder", default_config_files=[], default_config_dirs=[])
    given = {
        "backup_ceph_conf": asked["conf"],
        "backup_ceph_user": asked.get("user", "admin"),
        "backup_ceph_pool": asked["pool"],
        "backup_ceph_image_journals": asked["journals"],
    }
    for name, value in given.items():
        CONF.set_override(name, value)
    # The driver looks for its tables when it is made; it needs none of what they hold.
    CONF.set_override("connection", "sqlite://", group="database")
    importlib.import_module("rbd_mirroring")
    mode = asked.get("replication_mode") or "journal"
    CONF.set_override("rbd_replication_mode", mode, group=configuration.SHARED_CONF_GROUP)


def names_of(rbd, features):
    """Feature bits by the names that `rbd info` has for them."""
    known = {name: getattr(rbd, name) for name in dir(rbd) if name.startswith(PREFIX)}
    single = {bit: name for name, bit in known.items() if isinstance(bit, int) and bit.bit_count() == 1}
    return [
        single[bit].removeprefix(PREFIX).lower().replace("_", "-")
        for bit in sorted(single)
        if features & bit
    ]


def told_of(driver, ioctx, name):
    """The image as the cluster has it."""
    rbd = driver.rbd
    image = rbd.Image(ioctx, name, read_only=True)
    try:
        mirrored = image.mirror_image_get_info()["state"] == rbd.RBD_MIRROR_IMAGE_ENABLED
        mode = image.mirror_image_get_mode() if mirrored else None
        named = {getattr(rbd, constant): said for constant, said in MODES.items()}
        return {
            "features": names_of(rbd, image.features()),
            "mirrored": mirrored,
            "mode": named.get(mode),
        }
    finally:
        image.close()


def rule(asked):
    """Makes a base image as a backup of a new volume does; what became of it."""
    configure(asked)
    driver = ceph.CephBackupDriver(context.get_admin_context())
    driver.check_for_setup_error()
    name = driver._get_backup_base_name(str(uuid.uuid4()))
    with ceph.rbd_driver.RADOSClient(driver, driver._ceph_backup_pool) as client:
        driver._create_base_image(name, GIB, client)
        try:
            told = told_of(driver, client.ioctx, name)
        finally:
            driver.rbd.RBD().remove(client.ioctx, name)
    return {**told, UNHEARD_OF: UNHEARD_OF in CONF}


def main():
    # Ceph's libraries write to stdout at times: the answer gets a descriptor of its own.
    answer = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    asked = json.loads(sys.argv[1])
    sys.stdin.readline()  # until then there may be no way to the cluster
    print(json.dumps(rule(asked)), file=answer, flush=True)


if __name__ == "__main__":
    main()
