"""A failback promotes the branch that a forced failover had given up, and reports "enabled"."""

import backend


def main():
    pair = backend.Pair(backend.arguments(__doc__).parse_args())
    volume = pair.create()
    pair.write_mirrored(volume)

    backend.say("", "site a is lost, as far as the driver can see")
    pair.reach("a", False)
    if pair.failover("b") != ["failed-over"]:
        pair.end(2, "the forced failover did not succeed")
    pair.write("b", volume, "latest")

    backend.say("", "site a is back")
    pair.reach("a")
    with pair.a.image(volume) as image:
        image.mirror_image_demote()
    backend.say("operator", "rbd mirror image demote at a, and no resync")
    pair.wait("rbd-mirror has found the split-brain at a", lambda: "split" in pair.a.look(volume)[2])
    pair.show(volume)

    told = pair.failover("default")
    role, text, _ = pair.show(volume)["a"]
    lost = told == ["enabled"] and role == "primary" and text != "latest"
    pair.end(lost, f'failback {told}, the acknowledged write "latest" is {"not " if lost else ""}there')


main()
