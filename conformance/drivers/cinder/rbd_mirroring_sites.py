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
"""Connections to the clusters that take part in a failover."""

import contextlib
import errno

from cinder import exception
from cinder.volume.drivers import rbd as rbd_driver

# What a cluster that answers has to say: it may well serve others.
_ANSWERS = {errno.ENOENT, errno.EACCES, errno.EPERM, errno.EINVAL}
_SILENCE = {errno.ETIMEDOUT, errno.ECONNREFUSED, errno.ECONNRESET,
            errno.ECONNABORTED, errno.EHOSTUNREACH, errno.EHOSTDOWN,
            errno.ENETUNREACH, errno.ENOTCONN, errno.ESHUTDOWN}


class SiteUnreachable(Exception):
    """A cluster does not answer."""

    def __init__(self, site, error):
        super().__init__('%s cannot be reached: %s' % (site.name, error))
        self.site = site


def _errno_of(error):
    """The errno of an error, or of what it was raised for."""
    while error is not None:
        number = getattr(error, 'errno', None)
        if number is not None:
            return abs(number)
        error = error.__cause__ or error.__context__
    return None


class Site:
    """One cluster, connected to once for a whole failover."""

    def __init__(self, driver, name, config):
        self.driver = driver
        self.name = name
        self._config = config
        self._client = self._ioctx = None
        self._failure = None
        self.mirror_uuid = None

    def connect(self):
        """Connect; raises SiteUnreachable only where nobody answers.

        A missing keyring or pool says nothing about whether the volumes are
        in use at that site, so it must not count as an outage.
        """
        if self._failure:
            raise self._failure
        if self._client:
            return
        timeout = self.driver.configuration.replication_connect_timeout
        try:
            self._client, self._ioctx = self.driver._connect_to_rados(
                None, self._config, timeout)
        except exception.VolumeBackendAPIException as exc:
            if _errno_of(exc) in _ANSWERS:
                raise
            self._failure = SiteUnreachable(self, exc)
            raise self._failure from exc
        self.mirror_uuid = self.driver.RBDProxy().mirror_uuid_get(self._ioctx)

    @contextlib.contextmanager
    def pool(self):
        """The pool on the connection."""
        self.connect()
        yield self._ioctx

    @contextlib.contextmanager
    def image(self, name, read_only=False):
        """An open image; raises SiteUnreachable once the site is silent."""
        self.connect()
        with self._heard(), rbd_driver.RBDVolumeProxy(
                self.driver, name, read_only=read_only, client=self._client,
                ioctx=self._ioctx) as image:
            yield image

    @contextlib.contextmanager
    def _heard(self):
        try:
            yield
        except Exception as exc:
            if _errno_of(exc) in _SILENCE:
                # A new connection tells an outage from a slow answer.
                self.close()
                self.connect()
            raise

    def statuses(self):
        """The mirror status of each image of the pool, by name.

        Not of one image alone: where the cluster falls silent meanwhile,
        mirror_image_get_status() frees what librbd has not filled in, and
        ends the process.
        """
        self.connect()
        with self._heard():
            return rbd_driver.tpool.execute(self._list_statuses)

    def _list_statuses(self):
        listed = self.driver.rbd.RBD().mirror_image_status_list(self._ioctx)
        return {status['name']: status for status in listed}

    def promote(self, name, force=False):
        """Make an image primary here."""
        with self.image(name) as image:
            image.mirror_image_promote(force)

    def close(self):
        """Give up the connection."""
        if self._client:
            self.driver._disconnect_from_rados(self._client, self._ioctx)
            self._client = self._ioctx = None
