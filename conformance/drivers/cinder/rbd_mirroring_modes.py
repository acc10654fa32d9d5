#    Licensed under the Apache License, Version 2.0 (the "License"); you may
#    not use this file except in compliance with the License. You may obtain
#    a copy of the License at
#
#         http://www.apache.org/licenses/LICENSE-2.0
#
#    Unless required by applicable law or agreed to in writing, software
#    distributed under the License is distributed on an "AS IS" BASIS, WITHOUT
#    WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the
#    License for the specific language governing permissions and limitations
#    under the License.
"""How one RBD image is put under mirroring, and taken out of it, by mode."""

import json

from oslo_log import log as logging
from oslo_utils import excutils

from cinder.volume.drivers import rbd as rbd_driver

LOG = logging.getLogger(__name__)

JOURNAL = 'journal'
SNAPSHOT = 'snapshot'
MODES = [JOURNAL, SNAPSHOT]


def mode_of(driver_data):
    """The mode a volume was enabled in, by its replication_driver_data.

    Without a mode it is journal: that is all there was when the driver wrote
    no mode, and what is written for journal mode is still the same.
    """
    return json.loads(driver_data or '{}').get('mode', JOURNAL)


def _features(driver, mode):
    """What a mode needs, in the order in which librbd lets it be turned on."""
    lock = ('had_exclusive_lock', driver.RBD_FEATURE_EXCLUSIVE_LOCK)
    if mode == JOURNAL:
        return [lock, ('had_journaling', driver.RBD_FEATURE_JOURNALING)]
    return [lock,
            ('had_object_map', driver.RBD_FEATURE_OBJECT_MAP),
            ('had_fast_diff', driver.RBD_FEATURE_FAST_DIFF)]


def _take_back(image, features, had):
    """Turn off, in reverse, what was not there before."""
    for key, bit in reversed(features):
        # librbd drops some features by itself, journaling with the mirroring
        # and fast-diff with the object map, and refuses to drop them twice.
        if not had.get(key, True) and image.features() & bit:
            image.update_features(bit, False)


def enable(driver, image, mode):
    """Mirror an image; returns what to remember in replication_driver_data.

    An image that cannot be mirrored has the features it had before.
    """
    features = _features(driver, mode)
    before = image.features()
    had = {key: bool(before & bit) for key, bit in features}
    try:
        for _key, bit in features:
            # Read again: the object map brings fast-diff along.
            if not image.features() & bit:
                image.update_features(bit, True)
        if mode == JOURNAL:
            image.mirror_image_enable()
        else:
            image.mirror_image_enable(
                driver.rbd.RBD_MIRROR_IMAGE_MODE_SNAPSHOT)
    except Exception:
        with excutils.save_and_reraise_exception():
            try:
                _take_back(image, features, had)
            except Exception:
                LOG.exception('Features that mirroring needs were left on.')
    return had if mode == JOURNAL else dict(had, mode=mode)


def disable(driver, image, driver_data):
    """Stop mirroring an image, however it was enabled."""
    image.mirror_image_disable(False)
    _take_back(image, _features(driver, mode_of(driver_data)),
               json.loads(driver_data or '{}'))


def can_follow_parent(driver, image, mode):
    """Whether a clone can be mirrored as a clone.

    librbd refuses to mirror a clone whose parent is not mirrored. What a
    parent has that is not primary here, its peer may never get. By
    snapshots, what a write or a flatten copies up from the parent never gets
    to a copy that is there already (tracker.ceph.com/issues/61891), and the
    copy can come before that of its parent: there a clone is not safe.
    """
    rbd = driver.rbd
    pool, parent, _snap = image.parent_info()
    if mode != JOURNAL:
        return False
    try:
        # Of images of others, as those of Glance, Cinder may read only.
        with rbd_driver.RBDVolumeProxy(driver, parent, pool,
                                       read_only=True) as opened:
            info = opened.mirror_image_get_info()
            return (info['state'] == rbd.RBD_MIRROR_IMAGE_ENABLED and
                    info['primary'] and opened.mirror_image_get_mode() ==
                    rbd.RBD_MIRROR_IMAGE_MODE_JOURNAL)
    except rbd.ImageNotFound:
        return False  # it is in the trash


def part_from_clones(driver, image):
    """Flatten the mirrored clones of an image, so that it need not be."""
    rbd = driver.rbd
    names = [snap['name'] for snap in image.list_snaps()
             if not is_mirror_snapshot(snap)]
    for snap in names:
        image.set_snap(snap)
        children = list(image.list_children())
        image.set_snap(None)
        for pool, child in children:
            with rbd_driver.RBDVolumeProxy(driver, child, pool) as clone:
                state = clone.mirror_image_get_info()['state']
                if state == rbd.RBD_MIRROR_IMAGE_DISABLED:
                    continue
                LOG.info('Flattening %(pool)s/%(child)s: its parent is '
                         'mirrored no more.', {'pool': pool, 'child': child})
                clone.flatten()
            if snap == '%s.clone_snap' % child.removesuffix('.deleted'):
                image.unprotect_snap(snap)
                image.remove_snap(snap)


def is_mirror_snapshot(snap):
    """Whether librbd made a snapshot for its own use in mirroring."""
    return snap['name'].startswith('.mirror.')
