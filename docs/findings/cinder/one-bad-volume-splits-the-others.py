"""A volume that cannot be demoted has all later ones promoted by force, while their primaries are in good health."""

import time

import backend


def fail_over(pair):
    """The mirroring of volume 2 was disabled by hand."""
    good, bad = pair.create(), pair.create()
    pair.write_mirrored(good)
    pair.write_mirrored(bad)
    with pair.a.image(bad) as image:
        image.mirror_image_disable(False)
    backend.say("operator", "rbd mirror image disable at a, of volume 2")
    pair.wait("rbd-mirror has removed its copy at b", lambda: pair.b.look(bad)[0] == "no image")
    return good, pair.failover("b")


def fail_back(pair):
    """Volume 2 was left without a primary by the failover before, since it was new then."""
    good = pair.create()
    pair.write_mirrored(good)
    pair.create()
    if pair.failover("b") != ["failover-error", "failed-over"]:
        pair.end(2, "the failover was to leave the new volume behind")
    time.sleep(10)
    return good, pair.failover("default")


def main():
    parser = backend.arguments(__doc__)
    parser.add_argument("--failback", action="store_true", help="do it in a failback, with nothing done by hand")
    args = parser.parse_args()
    pair = backend.Pair(args)
    good, told = (fail_back if args.failback else fail_over)(pair)
    pair.write("b", good, "written at b")
    pair.write("a", good, "written at a")
    pair.show(pair.volumes[0])
    seen = pair.show(good)
    split = seen["a"][0] == seen["b"][0] == "primary"
    pair.end(split, f"{good.display_name} is {told[1:]}, and primary at {'both sites' if split else 'one site'}")


main()
