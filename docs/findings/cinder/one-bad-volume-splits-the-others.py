"""A volume that cannot be demoted has all later ones promoted by force, while their primaries are in good health."""

import backend


def main():
    pair = backend.Pair(backend.arguments(__doc__).parse_args())
    bad, good = pair.create(), pair.create()
    for volume in (bad, good):
        pair.write("a", volume, "first")
        pair.wait("the write is mirrored to b", lambda: pair.b.look(volume)[1] == "first")
    with pair.a.image(bad) as image:
        image.mirror_image_disable(False)
    backend.say("operator", "rbd mirror image disable at a, of volume 1")

    told = pair.failover("b")
    pair.write("b", good, "written at b")
    try:
        pair.write("a", good, "written at a")
    except Exception as error:
        backend.say("client", f"write to volume 2 at a: {type(error).__name__}")
    pair.show(bad)
    seen = pair.show(good)
    split = seen["a"][0] == seen["b"][0] == "primary"
    pair.verdict(split, f"volume 2 is {told[1:]}, and primary at {'both sites' if split else 'one site'}")


main()
