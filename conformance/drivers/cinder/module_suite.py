"""What the modules `rados` and `rbd` answer, call by call: the same of Ceph's and of those that stand in for them.

Started as `module_suite.py MODE POOL CONF_A CONF_B`. Begins with a line on stdin. Prints a JSON
list of [what was asked, what came of it]: a value, or the class of an error with its errno.
"""

import json
import re
import sys
import time

import rados
import rbd

from module_suite_clones import Clones

NAME = "module-suite"
GIB = 1024**3


def came_of(work):
    """A value as JSON can hold it, or the class and the errno of an error."""
    try:
        value = work()
    except Exception as error:
        kind = type(error)
        return f"{kind.__module__}.{kind.__name__} {getattr(error, 'errno', None)}"
    return value if isinstance(value, (bool, int, str, list)) else None


class Suite(Clones):
    """Asks, and writes down what came of it."""

    def __init__(self, mode, pool, confs):
        self.mode = rbd.RBD_MIRROR_IMAGE_MODE_SNAPSHOT if mode == "snapshot" else rbd.RBD_MIRROR_IMAGE_MODE_JOURNAL
        self.answers = []
        self.clients = [rados.Rados(conffile=conf, rados_id="admin", clustername="ceph") for conf in confs]
        self.ask("fsid before connecting", lambda: self.clients[0].get_fsid())
        for client in self.clients:
            client.connect()
        self.a, self.b = [client.open_ioctx(pool) for client in self.clients]
        self.ask("a pool that there is not", lambda: self.clients[0].open_ioctx("no-such-pool"))

    def ask(self, what, work):
        self.answers.append([what, came_of(work)])

    def on(self, ioctx, what, work, name=NAME):
        def opened():
            with rbd.Image(ioctx, name) as image:
                return work(image)

        self.ask(what, opened)

    def until(self, work):
        """Waits until something is so; at most two minutes."""
        for _ in range(240):
            try:
                if work():
                    return
            except rbd.Error:
                pass  # not yet there
            time.sleep(0.5)
        raise TimeoutError("it does not come about")

    def info(self, ioctx):
        with rbd.Image(ioctx, NAME, read_only=True) as image:
            return image.mirror_image_get_info()

    def state(self, ioctx, name=NAME):
        with rbd.Image(ioctx, name, read_only=True) as image:
            return image.mirror_image_get_status().get("state")

    def statuses(self, ioctx):
        listed = rbd.RBD().mirror_image_status_list(ioctx)
        return [[one["name"], one["state"], sorted(one["info"])] for one in listed if one["name"] == NAME]

    def await_copy(self, name):
        self.until(lambda: self.state(self.b, name) == rbd.MIRROR_IMAGE_STATUS_STATE_REPLAYING)

    def making(self):
        names = rbd.RBD()
        self.ask("open what there is not", lambda: rbd.Image(self.a, NAME))
        self.ask("remove what there is not", lambda: names.remove(self.a, NAME))
        self.ask("create", lambda: names.create(self.a, NAME, GIB, old_format=False, features=61))
        self.ask("create again", lambda: names.create(self.a, NAME, GIB, old_format=False, features=61))
        self.ask("list", lambda: NAME in names.list(self.a))
        self.on(self.a, "features", lambda image: image.features())
        self.on(self.a, "size", lambda image: image.size())
        self.on(self.a, "parent of no clone", lambda image: image.parent_info())

    def features(self):
        def change(what, mask, on):
            self.on(self.a, what, lambda image: image.update_features(mask, on))

        change("no feature", 0, True)
        change("on what is on", 4, True)
        change("off what others need", 4, False)
        change("off what is off", 64, False)
        change("object map and fast diff off", 24, False)
        change("exclusive lock off", 4, False)
        change("object map without the lock", 8, True)
        self.on(self.a, "features without them", lambda image: image.features())
        change("exclusive lock on", 4, True)
        change("object map and fast diff on", 24, True)
        self.on(self.a, "features with them", lambda image: image.features())

    def edits(self):
        self.on(self.a, "resize", lambda image: image.resize(2 * GIB))
        self.on(self.a, "size after it", lambda image: image.size())
        self.on(self.a, "metadata not set", lambda image: image.metadata_get("key"))
        self.on(self.a, "set metadata", lambda image: image.metadata_set("key", "value"))
        self.on(self.a, "metadata", lambda image: image.metadata_get("key"))
        self.on(self.a, "remove no snapshot", lambda image: image.remove_snap("one"))
        self.on(self.a, "take a snapshot", lambda image: image.create_snap("one"))
        self.on(self.a, "take it again", lambda image: image.create_snap("one"))
        self.on(self.a, "protect it", lambda image: image.protect_snap("one"))
        self.on(self.a, "is it protected", lambda image: image.is_protected_snap("one"))
        self.on(self.a, "remove it protected", lambda image: image.remove_snap("one"))
        self.ask("remove an image with snapshots", lambda: rbd.RBD().remove(self.a, NAME))
        self.on(self.a, "unprotect it", lambda image: image.unprotect_snap("one"))
        self.on(self.a, "snapshots", lambda image: [snap["name"] for snap in image.list_snaps()])
        self.on(self.a, "remove it", lambda image: image.remove_snap("one"))

    def before_mirroring(self):
        self.on(self.a, "state", lambda image: image.mirror_image_get_info()["state"])
        self.ask("statuses before mirroring", lambda: self.statuses(self.a))
        self.on(self.a, "mode", lambda image: image.mirror_image_get_mode())
        self.on(self.a, "promote", lambda image: image.mirror_image_promote(False))
        self.on(self.a, "demote", lambda image: image.mirror_image_demote())

    def mirroring(self):
        self.on(self.a, "enable", lambda image: image.mirror_image_enable(self.mode))
        self.on(self.a, "enable again", lambda image: image.mirror_image_enable(self.mode))
        self.on(self.a, "state", lambda image: image.mirror_image_get_info()["state"])
        self.on(self.a, "primary", lambda image: image.mirror_image_get_info()["primary"])
        self.on(self.a, "mode", lambda image: image.mirror_image_get_mode())
        self.on(self.a, "features", lambda image: image.features())
        self.on(self.a, "promote the primary", lambda image: image.mirror_image_promote(False))
        self.await_copy(NAME)

    def copy(self):
        self.on(self.b, "copy is primary", lambda image: image.mirror_image_get_info()["primary"])
        self.on(self.b, "size of the copy", lambda image: image.size())
        self.ask("statuses", lambda: self.statuses(self.b))
        self.on(self.b, "metadata of the copy", lambda image: image.metadata_get("key"))
        self.on(self.b, "resize the copy", lambda image: image.resize(GIB))
        self.on(self.b, "promote it", lambda image: image.mirror_image_promote(False))
        self.on(self.b, "demote it", lambda image: image.mirror_image_demote())
        self.on(self.b, "disable it", lambda image: image.mirror_image_disable(False))

    def switching(self):
        self.on(self.a, "demote", lambda image: image.mirror_image_demote())
        self.on(self.a, "demote again", lambda image: image.mirror_image_demote())
        self.on(self.a, "resize what was demoted", lambda image: image.resize(GIB))
        self.until(lambda: self.promoted(self.b))
        self.ask("primary now", lambda: [self.info(pool)["primary"] for pool in (self.a, self.b)])
        self.until(lambda: self.has_followed(self.a))

    def has_followed(self, pool):
        """Whether a copy replays, and has replayed all: one that is an orphan still is not removed with its primary."""
        with rbd.Image(pool, NAME, read_only=True) as image:
            status = image.mirror_image_get_status()
        behind = re.search(r'"entries_behind_primary":(\d+)', status.get("description", ""))
        replays = status.get("state") == rbd.MIRROR_IMAGE_STATUS_STATE_REPLAYING
        return replays and (behind is None or behind[1] == "0")

    def promoted(self, pool):
        with rbd.Image(pool, NAME) as image:
            image.mirror_image_promote(False)
        return True

    def ending(self):
        self.on(self.b, "disable", lambda image: image.mirror_image_disable(False))
        self.on(self.b, "features", lambda image: image.features())
        self.on(self.b, "state", lambda image: image.mirror_image_get_info()["state"])
        self.until(lambda: NAME not in rbd.RBD().list(self.a))
        self.ask("remove", lambda: rbd.RBD().remove(self.b, NAME))
        self.ask("open what was removed", lambda: rbd.Image(self.b, NAME))


def main():
    mode, pool, *confs = sys.argv[1:]
    sys.stdin.readline()  # until then there may be no way to the clusters
    if hasattr(rados, "hosted"):
        from host import virtual_time

        rados.hosted = True
        virtual_time(rados)
    missing = came_of(lambda: rados.Rados(conffile="/no/such.conf", rados_id="admin", clustername="ceph"))
    suite = Suite(mode, pool, confs)
    suite.answers.append(["a ceph.conf that there is not", missing])
    for part in (
        suite.making,
        suite.features,
        suite.edits,
        suite.clones,
        suite.copies,
        suite.older_snapshots,
        suite.mirrored_clones,
        suite.before_mirroring,
        suite.mirroring,
        suite.copy,
        suite.switching,
        suite.ending,
    ):
        part()
    print(json.dumps(suite.answers))


if __name__ == "__main__":
    main()
