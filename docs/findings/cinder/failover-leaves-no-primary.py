"""A failover that cannot promote a volume does not take its demotion back: the volume is primary nowhere."""

import subprocess

import backend


def main():
    parser = backend.arguments(__doc__)
    parser.add_argument("--stop-mirror", metavar="COMMAND", required=True, help="stops rbd-mirror at b")
    parser.add_argument("--start-mirror", metavar="COMMAND", required=True, help="starts it again")
    parser.add_argument("--copied", action="store_true", help="stop it when the copy is there, not before")
    args = parser.parse_args()
    pair = backend.Pair(args)

    def stop():
        subprocess.run(args.stop_mirror, shell=True, check=True)
        backend.say("operator", "stop rbd-mirror at b")

    try:
        if not args.copied:
            stop()
        volume = pair.create()
        if args.copied:
            pair.write_mirrored(volume)
            stop()
        told = pair.failover("b")
        roles = [role for role, _, _ in pair.show(volume).values()]
        pair.write("a", volume, "second")
    finally:
        subprocess.run(args.start_mirror, shell=True, check=True)
    nowhere = "primary" not in roles
    pair.end(nowhere, f"the volume is {told}, and primary at {'no site' if nowhere else 'one site'}")


main()
