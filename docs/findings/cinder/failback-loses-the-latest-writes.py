"""A failback soon after a failover loses the latest writes, and reports "enabled". No fault is needed."""

import backend


def main():
    pair = backend.Pair(backend.arguments(__doc__).parse_args())
    volume = pair.create()
    pair.write_mirrored(volume)
    if pair.failover("b") != ["failed-over"]:
        pair.end(2, "the failover did not succeed")
    pair.write("b", volume, "latest")
    told = pair.failover("default")
    role, text, _ = pair.show(volume)["a"]
    lost = told == ["enabled"] and role == "primary" and text != "latest"
    if lost:
        pair.wait("rbd-mirror has looked at b", lambda: "first" == pair.b.look(volume)[1] or "split" in pair.b.look(volume)[2])
        pair.show(volume)
    pair.end(lost, f'failback {told}, the acknowledged write "latest" is {"not " if lost else ""}there')


main()
