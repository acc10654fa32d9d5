"""A clone that is refused leaves its source open; Python closes it after its connection, which hangs or crashes."""

import multiprocessing
import signal
import uuid

import backend


def clone(args, volume_id):
    """Has the driver clone a volume, in a process of its own: it is not to be trusted with any other from then on."""
    pair = backend.Pair(args)
    source = pair.volume(id=volume_id)
    try:
        pair.driver.create_cloned_volume(pair.volume(id=str(uuid.uuid4())), source)
        backend.say("driver", "clone volume 1: done")
    except Exception as error:
        backend.say("driver", f"clone volume 1: {type(error).__name__}: {error}")


def main():
    parser = backend.arguments(__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long to wait for an answer")
    args = parser.parse_args()
    pair = backend.Pair(args)
    volume = pair.create()
    pair.write_mirrored(volume)
    with pair.a.image(volume) as image:
        image.mirror_image_demote()
    backend.say("operator", "demote volume 1 at a")
    asked = multiprocessing.get_context("spawn").Process(target=clone, args=(args, volume.id))
    asked.start()
    asked.join(args.seconds)
    hangs, ended = asked.is_alive(), asked.exitcode
    asked.kill()
    if hangs:
        pair.end(1, f"the driver has not come back from the clone in {args.seconds:.0f} s")
    if ended < 0:
        pair.end(1, f"the clone ended the driver's process: {signal.Signals(-ended).name}")
    pair.end(2 if ended else 0, f"the driver came back from the clone, and ended with {ended}")


if __name__ == "__main__":
    main()
