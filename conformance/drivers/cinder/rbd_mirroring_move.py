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
"""What becomes of one volume in a failover."""

MOVED = 'moved'    # primary at the target
STAYED = 'stayed'  # left, or put back, where it was
LOST = 'lost'      # perhaps primary nowhere


class Move:
    """What becomes of one volume."""

    def __init__(self, volume):
        self.volume = volume
        self.name = volume.name
        self.result = None
        self.reason = None
        self.demoted = False    # by this failover, or by one before it
        self.demotion = None    # the snapshot it was demoted by
        self.marker = None      # what the copy has to show before that
        self.promoting = False  # the target was told to promote it
        self.forced = False     # the source has fallen silent

    def ends(self, result, reason=None):
        """Settle the volume; always True, as of a step that has done so."""
        self.result, self.reason = result, reason or self.reason
        return True

    def waits(self, reason):
        """Leave the volume for another try; always False."""
        self.reason = str(reason)
        return False
