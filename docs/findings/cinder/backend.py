"""Cinder's own RBD driver on two mirrored clusters without Cinder's services, and what the clusters hold.

Needs python3-cinder, python3-rados, python3-rbd, and two clusters that mirror a pool both ways (per image).
"""

import argparse
import logging
import pathlib
import re
import sys
import tempfile
import time
import uuid

import rados
import rbd
from cinder import context, objects, utils, version
from cinder.volume import configuration, driver as volume_driver
from cinder.volume.drivers.rbd import RBDDriver
from oslo_config import cfg

NOWHERE = "mon host = 192.0.2.1"  # an address that is never assigned (RFC 5737)
REPLICATED = {"replication_enabled": "<is> True"}


class Brief(logging.Formatter):
    def formatException(self, error):
        return f"          {error[0].__name__}: {error[1]}"


def say(who, what):
    print(f"{who:<10}{what}", flush=True)


def arguments(about):
    parser = argparse.ArgumentParser(description=about)
    for site in "ab":
        parser.add_argument(f"--{site}", metavar="CONF", required=True, help=f"ceph.conf of cluster {site}")
    parser.add_argument("--pool", required=True)
    parser.add_argument("--user", default="admin")
    return parser


class Site:
    """One cluster, by librbd."""

    def __init__(self, conf, args):
        self.cluster = rados.Rados(conffile=conf, rados_id=args.user)
        self.cluster.connect(timeout=10)
        self.pool = self.cluster.open_ioctx(args.pool)

    def image(self, volume, read_only=False):
        return rbd.Image(self.pool, volume.name, read_only=read_only)

    def write(self, volume, text):
        with self.image(volume) as image:
            image.write(text.encode(), 0)
            image.flush()

    def look(self, volume):
        """What is at this site: the role of the image, the text it holds, and what rbd-mirror says of it."""
        try:
            with self.image(volume, read_only=True) as image:
                info = image.mirror_image_get_info()
                mirrored = info["state"] == rbd.RBD_MIRROR_IMAGE_ENABLED
                role = ("primary" if info["primary"] else "not primary") if mirrored else "not mirrored"
                text = image.read(0, 64).rstrip(b"\0").decode() or "nothing"
                try:
                    said = image.mirror_image_get_status()["description"].split(",")[0]
                except rbd.Error:
                    said = "no status"
                return role, text, said
        except rbd.ImageNotFound:
            return "no image", "nothing", "no status"


class Pair:
    """Two clusters, and a driver that has the first for its own and the second ("b") to fail over to."""

    def __init__(self, args, **options):
        logging.basicConfig(level=logging.WARNING)
        logging.getLogger().handlers[0].setFormatter(Brief("cinder    log: %(message)s"))
        self.confs = {site: pathlib.Path(getattr(args, site)).read_text() for site in "ab"}
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="finding-"))
        self.a, self.b, self.volumes = Site(args.a, args), Site(args.b, args), []
        for site in "ab":
            self.reach(site)
        objects.register_all()
        cfg.CONF([], project="cinder", default_config_files=[], default_config_dirs=[])
        config = configuration.Configuration(volume_driver.volume_opts, config_group="ceph")
        config.append_config_values(RBDDriver.get_driver_options())
        device = f"backend_id:b,conf:{self.folder}/b.conf,user:{args.user}"
        own = {"rbd_pool": args.pool, "rbd_user": args.user, "rbd_ceph_conf": f"{self.folder}/a.conf"}
        for name, value in {**own, "replication_device": [device], **options}.items():
            cfg.CONF.set_override(name, value, group="ceph")
        self.context = context.get_admin_context()
        self.driver = RBDDriver(configuration=config, execute=utils.execute, host="finding@ceph")
        self.driver.do_setup(self.context)
        self.driver.check_for_setup_error()
        self.driver.set_initialized()
        ceph = re.search(r"version (\S+)", self.a.cluster.mon_command('{"prefix": "version"}', b"")[1].decode())
        say("", f"Cinder {version.version_string()}, Ceph {ceph and ceph[1]}")

    def reach(self, site, reachable=True):
        """Lets the driver reach a site, or look for it at an address where nobody answers."""
        conf = self.confs[site]
        conf = conf if reachable else re.sub(r"(?m)^\s*mon[ _]host\s*=.*$", NOWHERE, conf)
        (self.folder / f"{site}.conf").write_text(conf)

    def create(self):
        kind = objects.VolumeType(self.context, id=str(uuid.uuid4()), name="replicated", extra_specs=REPLICATED)
        volume = objects.Volume(
            self.context, id=str(uuid.uuid4()), _name_id=None, size=1, status="available", use_quota=True,
            encryption_key_id=None, volume_type=kind, volume_type_id=kind.id, multiattach=False,
            replication_driver_data=None, provider_location=None,
        )  # fmt: skip
        self.volumes.append(volume)
        update = self.driver.create_volume(volume)
        volume.replication_status = update["replication_status"]
        say("driver", f"create volume {len(self.volumes)}: {update['replication_status']}")
        return volume

    def write(self, site, volume, text):
        getattr(self, site).write(volume, text)
        say("client", f'write "{text}" to volume {self.number(volume)} at {site}: acknowledged')

    def number(self, volume):
        return self.volumes.index(volume) + 1

    def wait(self, what, until, seconds=120):
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                say("NOT SET UP", f"waited {seconds} s in vain: {what}")
                self.end(2)
            time.sleep(0.5)
        say("", what)

    def failover(self, to):
        """What cinder-volume does for `cinder failover-host`, less the database; the statuses reported."""
        begun = time.monotonic()
        try:
            active, updates, _ = self.driver.failover_host(self.context, self.volumes, to, [])
            told = [one["updates"]["replication_status"] for one in updates]
            outcome = f"active backend {active}, volumes {', '.join(told)}"
        except Exception as error:
            told, outcome = [], f"{type(error).__name__}: {error}"
        say("driver", f"failover to {to}: {outcome} ({time.monotonic() - begun:.0f} s)")
        return told

    def show(self, volume):
        roles = {}
        for site in "ab":
            role, text, said = getattr(self, site).look(volume)
            roles[site] = role
            say(f"site {site}", f'volume {self.number(volume)}: {role}, holds "{text}" (rbd-mirror: {said})')
        return roles

    def verdict(self, shown, line):
        say("SHOWN" if shown else "NOT SHOWN", line)
        self.end(1 if shown else 0)

    def end(self, code):
        """Removes the images as far as the clusters let it, and ends the program."""
        for site in (self.a, self.b) * 3:
            for volume in self.volumes:
                try:
                    with site.image(volume) as image:
                        image.mirror_image_disable(True)
                    rbd.RBD().remove(site.pool, volume.name)
                except rbd.Error:
                    time.sleep(1)
        sys.exit(code)
