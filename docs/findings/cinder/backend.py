"""Cinder's own RBD driver on two mirrored clusters, without Cinder's services, and what the clusters hold."""

import argparse, contextlib, logging, pathlib, re, sys, tempfile, time, uuid  # noqa: E401

import rados, rbd  # noqa: E401
from cinder import context, objects, utils, version
from cinder.volume import configuration, driver as volume_driver
from cinder.volume.drivers.rbd import RBDDriver
from oslo_config import cfg

NOWHERE = "mon host = 192.0.2.1"  # an address that is never assigned (RFC 5737)
ENDS = ["NOT SHOWN", "SHOWN", "NOT SET UP"]


def say(who, what):
    print(f"{who:<9} {what}", flush=True)


def arguments(about):
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--a", metavar="CONF", required=True, help="ceph.conf of cluster a, Cinder's own")
    parser.add_argument("--b", metavar="CONF", required=True, help="ceph.conf of cluster b, its replication device")
    parser.add_argument("--pool", required=True, help="mirrored both ways, per image")
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

    def look(self, volume):
        """The role of the image here, the text it holds, and what rbd-mirror says of it."""
        role, text, said = "no image", "", "nothing"
        with contextlib.suppress(rbd.ImageNotFound, KeyError), self.image(volume, read_only=True) as image:
            text = image.read(0, 64).rstrip(b"\0").decode()
            info = image.mirror_image_get_info()
            role = "primary" if info["primary"] else "not primary"
            role = role if info["state"] == rbd.RBD_MIRROR_IMAGE_ENABLED else "not mirrored"
            said = image.mirror_image_get_status()["description"].split(",")[0]
        return role, text, said


class Pair:
    """Two clusters, and a driver that has the first for its own and the second, "b", to fail over to."""

    def __init__(self, args, **options):
        logging.Formatter.formatException = lambda _, error: f"          {error[0].__name__}: {error[1]}"
        logging.basicConfig(level=logging.WARNING, format="log       %(message)s", force=True)
        self.confs = {"a": pathlib.Path(args.a).read_text(), "b": pathlib.Path(args.b).read_text()}
        self.copies = tempfile.TemporaryDirectory(prefix="finding-")
        self.folder = pathlib.Path(self.copies.name)
        self.a, self.b, self.volumes = Site(args.a, args), Site(args.b, args), []
        self.reach("a"), self.reach("b")
        objects.register_all()
        cfg.CONF([], project="cinder", default_config_files=[], default_config_dirs=[])
        config = configuration.Configuration(volume_driver.volume_opts, config_group="ceph")
        config.append_config_values(RBDDriver.get_driver_options())
        own = {"rbd_pool": args.pool, "rbd_user": args.user, "rbd_ceph_conf": f"{self.folder}/a.conf"}
        own["replication_device"] = [f"backend_id:b,conf:{self.folder}/b.conf,user:{args.user}"]
        for name, value in {**own, **options}.items():
            cfg.CONF.set_override(name, value, group="ceph")
        self.context = context.get_admin_context()
        self.driver = RBDDriver(configuration=config, execute=utils.execute, host="finding@ceph")
        self.driver.do_setup(self.context)
        self.driver.check_for_setup_error()
        say("", f"Cinder {version.version_string()}")

    def reach(self, site, reachable=True):
        """Lets the driver reach a site, or look for it where nobody answers."""
        conf, mon = self.confs[site], r"(?m)^\s*mon[ _]host\s*=.*$"
        (self.folder / f"{site}.conf").write_text(conf if reachable else re.sub(mon, NOWHERE, conf))

    def volume(self, id, **more):
        """A volume as Cinder knows it, whether it is there or not."""
        common = dict(use_quota=True, encryption_key_id=None, multiattach=False, volume_type=None)
        volume = objects.Volume(self.context, id=id, _name_id=None, size=1, status="available")
        volume.update({**common, **more})
        return volume

    def create(self):
        kind = objects.VolumeType(self.context, id=str(uuid.uuid4()), name="replicated")
        kind.extra_specs = {"replication_enabled": "<is> True"}
        volume = self.volume(id=str(uuid.uuid4()), volume_type=kind, volume_type_id=kind.id)
        volume.update({"display_name": f"volume {len(self.volumes) + 1}"})
        volume.update(self.driver.create_volume(volume))
        self.volumes.insert(0, volume)  # Cinder hands its volumes to a driver newest first
        say("driver", f"create {volume.display_name}: {volume.replication_status}")
        return volume

    def write(self, site, volume, text):
        what = f'write "{text}" to {volume.display_name} at {site}'
        try:
            with getattr(self, site).image(volume) as image:
                image.write(text.encode(), 0)
                image.flush()
            say("client", f"{what}: acknowledged")
        except rbd.Error as error:
            say("client", f"{what}: {type(error).__name__}")

    def wait(self, what, until, seconds=120):
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                self.end(2, f"waited in vain: {what}")
            time.sleep(0.5)
        say("", what)

    def write_mirrored(self, volume):
        self.write("a", volume, "first")
        self.wait("the write is mirrored to b", lambda: self.b.look(volume)[1] == "first")

    def failover(self, to):
        """What cinder-volume does for `cinder failover-host`, less the database; the statuses reported."""
        begun, told = time.monotonic(), []
        try:
            active, updates, _ = self.driver.failover_host(self.context, self.volumes, to, [])
            told = [one["updates"]["replication_status"] for one in updates]
            outcome = f"active backend {active}, volumes {', '.join(told)}"
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"
        say("driver", f"failover to {to}: {outcome} ({time.monotonic() - begun:.0f} s)")
        return told

    def show(self, volume):
        seen = {site: getattr(self, site).look(volume) for site in "ab"}
        for site, (role, text, said) in seen.items():
            say(f"site {site}", f'{volume.display_name}: {role}, holds "{text}", rbd-mirror says "{said}"')
        return seen

    def end(self, code, line):
        """Says how it ended, removes the images as far as the clusters let it, and ends the program."""
        say(ENDS[code], line)
        for site in (self.a, self.b) * 3:
            for volume in self.volumes:
                with contextlib.suppress(rbd.Error):
                    with site.image(volume) as image:
                        image.mirror_image_disable(True)
                    rbd.RBD().remove(site.pool, volume.name)
            time.sleep(1)
        sys.exit(int(code))
