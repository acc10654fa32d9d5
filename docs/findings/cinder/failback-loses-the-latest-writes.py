"""A failback soon after a failover loses the latest writes, and reports "enabled". No fault is needed."""

import time

import backend


def main():
    parser = backend.arguments(__doc__)
    parser.add_argument("--pause", type=int, default=0, help="seconds between the last write and the failback")
    args = parser.parse_args()
    pair = backend.Pair(args)
    volume = pair.create()
    pair.write_mirrored(volume)
    if pair.failover("b") != ["failed-over"]:
        pair.end(2, "the failover did not succeed")
    pair.write("b", volume, "latest")
    time.sleep(args.pause)
    told = pair.failover("default")
    role, text, _ = pair.show(volume)["a"]
    lost = told == ["enabled"] and role == "primary" and text != "latest"
    if lost:
        pair.wait("rbd-mirror has found the split-brain at b", lambda: "split" in pair.b.look(volume)[2])
        pair.show(volume)
    pair.end(lost, f'failback {told}, the acknowledged write "latest" is {"not " if lost else ""}there')


main()
