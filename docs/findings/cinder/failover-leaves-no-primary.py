"""A failover that cannot promote a volume does not take its demotion back: the volume is primary nowhere."""

import subprocess

import backend


def main():
    parser = backend.arguments(__doc__)
    parser.add_argument("--stop-mirror", metavar="COMMAND", help="stops rbd-mirror at b")
    parser.add_argument("--start-mirror", metavar="COMMAND", help="starts it again")
    parser.add_argument("--copied", action="store_true", help="fail over when the copy is there, not before")
    args = parser.parse_args()
    pair = backend.Pair(args)

    def operator(command):
        if command:
            backend.say("operator", f"{'stop' if command == args.stop_mirror else 'start'} rbd-mirror at b")
            subprocess.run(command, shell=True, check=True)

    if not args.copied:
        operator(args.stop_mirror)
    volume = pair.create()
    pair.write("a", volume, "first")
    if args.copied:
        pair.wait("the write is mirrored to b", lambda: pair.b.look(volume)[1] == "first")
        operator(args.stop_mirror)
    told = pair.failover("b")
    roles = [role for role, _, _ in pair.show(volume).values()]
    try:
        pair.write("a", volume, "second")
    except Exception as error:
        backend.say("client", f"write to volume 1 at a: {type(error).__name__}")
    operator(args.start_mirror)
    nowhere = "primary" not in roles
    pair.verdict(nowhere, f"the volume is {told}, and primary at {'no site' if nowhere else 'one site'}")


main()
