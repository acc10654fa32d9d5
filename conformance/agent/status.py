"""What mirroring says about an image at this site, as a user is shown it (`rbd mirror image status`)."""

import rbd

NAMES = {
    rbd.MIRROR_IMAGE_STATUS_STATE_ERROR: "error",
    rbd.MIRROR_IMAGE_STATUS_STATE_SYNCING: "syncing",
    rbd.MIRROR_IMAGE_STATUS_STATE_STARTING_REPLAY: "starting_replay",
    rbd.MIRROR_IMAGE_STATUS_STATE_REPLAYING: "replaying",
    rbd.MIRROR_IMAGE_STATUS_STATE_STOPPING_REPLAY: "stopping_replay",
    rbd.MIRROR_IMAGE_STATUS_STATE_STOPPED: "stopped",
}

NOT_FOUND = {"state": "unknown", "description": "status not found", "up": False}


def status(opened, info):
    """This site's own stored status; None if the image is not mirrored."""
    if info["state"] == rbd.RBD_MIRROR_IMAGE_DISABLED:
        return None
    stored = opened.mirror_image_get_status()
    if "state" not in stored:
        return NOT_FOUND
    return {
        "state": NAMES.get(stored["state"], "unknown"),
        "description": stored["description"],
        "up": stored["up"],
    }
