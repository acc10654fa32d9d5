"""A volume that cannot be demoted has all later ones promoted by force, while their primaries are in good health."""

import backend


def main():
    pair = backend.Pair(backend.arguments(__doc__).parse_args())
    bad, good = pair.create(), pair.create()
    pair.write_mirrored(bad)
    pair.write_mirrored(good)
    with pair.a.image(bad) as image:
        image.mirror_image_disable(False)
    backend.say("operator", "rbd mirror image disable at a, of volume 1")
    pair.wait("rbd-mirror has removed its copy at b", lambda: pair.b.look(bad)[0] == "no image")

    told = pair.failover("b")
    pair.write("b", good, "written at b")
    pair.write("a", good, "written at a")
    pair.show(bad)
    seen = pair.show(good)
    split = seen["a"][0] == seen["b"][0] == "primary"
    pair.end(split, f"volume 2 is {told[1:]}, and primary at {'both sites' if split else 'one site'}")


main()
