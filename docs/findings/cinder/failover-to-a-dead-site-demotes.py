"""A failover to a site that is down demotes every volume first; then it takes a quarter of an hour."""

import backend


def main():
    parser = backend.arguments(__doc__)
    parser.add_argument("--secret", help="the option rbd_secret_uuid; without it the driver asks b for its FSID")
    parser.add_argument("--connect-timeout", type=int, default=-1, help="rados_connect_timeout; Cinder's default: -1")
    args = parser.parse_args()
    pair = backend.Pair(args, rbd_secret_uuid=args.secret, rados_connect_timeout=args.connect_timeout)
    volume = pair.create()
    pair.write_mirrored(volume)

    backend.say("", "site b is lost, as far as the driver can see")
    pair.reach("b", False)
    told = pair.failover("b")
    backend.say("driver", f"its active backend now: {pair.driver._active_backend_id}")
    roles = [role for role, _, _ in pair.show(volume).values()]
    pair.write("a", volume, "second")
    nowhere = "primary" not in roles
    line = f"the failover to a dead site reported {told or 'an error'}; the volume is primary at "
    pair.end(nowhere, line + ("no site" if nowhere else "one site"))


main()
