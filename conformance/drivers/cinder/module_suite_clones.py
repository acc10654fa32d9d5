"""What the modules answer about clones and copies of images: a part of module_suite.py."""

import rbd

PARENT = "module-suite-parent"
CLONE = "module-suite-clone"
COPY = "module-suite-copy"
GIB = 1024**3


class Clones:
    """Asks about clones; how it asks is for its heir to say."""

    def cloned(self, what, parent=PARENT, snapshot="base"):
        self.ask(what, lambda: rbd.RBD().clone(self.a, parent, snapshot, self.a, CLONE, features=61))

    def take_mirror_snapshot(self, image):
        image.mirror_image_create_snapshot()  # its number says nothing

    def children(self, image, snapshot):
        image.set_snap(snapshot)
        found = [name for _, name in image.list_children()]
        image.set_snap(None)
        return found

    def clones(self):
        rbd.RBD().create(self.a, PARENT, GIB, old_format=False, features=61)
        self.cloned("clone what there is not", parent="no-such-image")
        self.cloned("clone no snapshot")
        self.on(self.a, "take a snapshot to clone", lambda image: image.create_snap("base"), PARENT)
        self.cloned("clone it unprotected")
        self.on(self.a, "protect it for clones", lambda image: image.protect_snap("base"), PARENT)
        self.on(self.a, "make the parent larger", lambda image: image.resize(2 * GIB), PARENT)
        self.on(self.a, "children of none", lambda image: self.children(image, "base"), PARENT)
        self.cloned("clone it")
        self.cloned("clone it again")
        self.on(self.a, "size of the clone", lambda image: image.size(), CLONE)
        self.on(self.a, "features of the clone", lambda image: image.features(), CLONE)
        self.on(self.a, "parent", lambda image: list(image.parent_info())[1:], CLONE)
        self.on(self.a, "children", lambda image: self.children(image, "base"), PARENT)
        self.on(self.a, "children of no snapshot", lambda image: self.children(image, "none"), PARENT)
        self.on(self.a, "unprotect what has a clone", lambda image: image.unprotect_snap("base"), PARENT)
        self.ask("remove what has a clone", lambda: rbd.RBD().remove(self.a, PARENT))
        self.on(self.a, "enable a clone", lambda image: image.mirror_image_enable(self.mode), CLONE)
        self.on(self.a, "flatten no clone", lambda image: image.flatten(), PARENT)
        self.on(self.a, "flatten", lambda image: image.flatten(), CLONE)
        self.on(self.a, "flatten again", lambda image: image.flatten(), CLONE)
        self.on(self.a, "parent after it", lambda image: image.parent_info(), CLONE)
        self.on(self.a, "children after it", lambda image: self.children(image, "base"), PARENT)
        self.ask("remove the clone", lambda: rbd.RBD().remove(self.a, CLONE))

    def copies(self):
        self.on(self.a, "copy", lambda image: image.copy(self.a, COPY), PARENT)
        self.on(self.a, "copy again", lambda image: image.copy(self.a, COPY), PARENT)
        self.on(self.a, "features of the copy", lambda image: image.features(), COPY)
        self.on(self.a, "size of a whole copy", lambda image: image.size(), COPY)
        self.on(self.a, "snapshots of it", lambda image: [snap["name"] for snap in image.list_snaps()], COPY)
        self.ask("remove the copy", lambda: rbd.RBD().remove(self.a, COPY))

    def older_snapshots(self):
        self.on(self.a, "take another", lambda image: image.create_snap("newer"), PARENT)
        self.on(self.a, "remove the older, protected", lambda image: image.remove_snap("base"), PARENT)
        self.on(self.a, "unprotect the older", lambda image: image.unprotect_snap("base"), PARENT)
        self.on(self.a, "unprotect it again", lambda image: image.unprotect_snap("base"), PARENT)
        self.on(self.a, "remove the older", lambda image: image.remove_snap("base"), PARENT)
        self.on(self.a, "what is left", lambda image: [snap["name"] for snap in image.list_snaps()], PARENT)
        self.on(self.a, "remove the newer", lambda image: image.remove_snap("newer"), PARENT)

    def mirrored_clones(self):
        self.on(self.a, "enable the parent", lambda image: image.mirror_image_enable(self.mode), PARENT)
        self.await_copy(PARENT)
        self.on(self.a, "copy what is mirrored", lambda image: image.copy(self.a, COPY), PARENT)
        self.on(self.a, "features of that copy", lambda image: image.features(), COPY)
        self.ask("remove that copy", lambda: rbd.RBD().remove(self.a, COPY))
        self.on(self.a, "take a snapshot of it", lambda image: image.create_snap("base"), PARENT)
        self.on(self.a, "protect that", lambda image: image.protect_snap("base"), PARENT)
        self.cloned("clone what is mirrored")
        self.on(self.a, "enable the clone", lambda image: image.mirror_image_enable(self.mode), CLONE)
        if self.mode == rbd.RBD_MIRROR_IMAGE_MODE_SNAPSHOT:
            self.on(self.a, "mirror the snapshot", self.take_mirror_snapshot, PARENT)
        self.await_copy(CLONE)
        self.on(self.b, "parent at the peer", lambda image: list(image.parent_info())[1:], CLONE)
        self.on(self.b, "children there", lambda image: self.children(image, "base"), PARENT)
        self.on(self.b, "unprotect there", lambda image: image.unprotect_snap("base"), PARENT)
        self.on(self.b, "flatten there", lambda image: image.flatten(), CLONE)
        self.on(self.b, "disable the parent there", lambda image: image.mirror_image_disable(False), PARENT)
        self.on(self.a, "disable the parent", lambda image: image.mirror_image_disable(False), PARENT)
        self.on(self.a, "flatten the clone", lambda image: image.flatten(), CLONE)
        self.on(self.a, "disable the parent then", lambda image: image.mirror_image_disable(False), PARENT)
        self.ask("remove the mirrored clone", lambda: rbd.RBD().remove(self.a, CLONE))
        self.on(self.a, "unprotect at last", lambda image: image.unprotect_snap("base"), PARENT)
        self.on(self.a, "remove the snapshot", lambda image: image.remove_snap("base"), PARENT)
        self.until(lambda: CLONE not in rbd.RBD().list(self.b))
        self.ask("remove the parent", lambda: rbd.RBD().remove(self.a, PARENT))
