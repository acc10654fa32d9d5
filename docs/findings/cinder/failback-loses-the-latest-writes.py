"""A failback soon after a failover loses the latest writes, and reports "enabled". No fault is needed."""

import backend


def main():
    pair = backend.Pair(backend.arguments(__doc__).parse_args())
    volume = pair.create()
    pair.write("a", volume, "first")
    pair.wait("the write is mirrored to b", lambda: pair.b.look(volume)[1] == "first")
    if pair.failover("b") != ["failed-over"]:
        pair.end(2, "NOT SET UP", "the failover did not succeed")
    pair.write("b", volume, "latest")
    told = pair.failover("default")
    role, text, _ = pair.settle(volume)["a"]
    lost = told == ["enabled"] and role == "primary" and text != "latest"
    pair.verdict(lost, f'failback {told}, the acknowledged write "latest" is {"not " if lost else ""}there')


main()
