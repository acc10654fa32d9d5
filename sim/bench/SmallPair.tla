----------------------------- MODULE SmallPair -----------------------------
\* The small pair of sim/bench/small-pair.ts: two sites, two images, one link. TLC: SmallPair.cfg.
EXTENDS Naturals

AheadMax == 7
Sites == {0, 1}
Images == {0, 1}
Roles == {"absent", "primary", "secondary", "copying", "split"}

VARIABLES up, daemon, link, role, ahead, fork
vars == <<up, daemon, link, role, ahead, fork>>

Peer(s) == 1 - s
Reaches(s) == daemon[s] /\ link /\ up[0] /\ up[1]
To(s, i, r) == role' = [role EXCEPT ![s][i] = r]
Renew(i) == ahead' = [ahead EXCEPT ![i] = 0] /\ fork' = [fork EXCEPT ![i] = FALSE]
Sound == UNCHANGED <<up, daemon, link>>

Init ==
  /\ up = [s \in Sites |-> TRUE]
  /\ daemon = [s \in Sites |-> TRUE]
  /\ link = TRUE
  /\ role = [s \in Sites |-> [i \in Images |-> "absent"]]
  /\ ahead = [i \in Images |-> 0]
  /\ fork = [i \in Images |-> FALSE]

Link == link' = ~link /\ UNCHANGED <<up, daemon, role, ahead, fork>>
Site(s) == up' = [up EXCEPT ![s] = ~@] /\ UNCHANGED <<daemon, link, role, ahead, fork>>
Daemon(s) == daemon' = [daemon EXCEPT ![s] = ~@] /\ UNCHANGED <<up, link, role, ahead, fork>>

Create(s, i) ==
  /\ up[s] /\ role[s][i] = "absent" /\ role[Peer(s)][i] = "absent"
  /\ To(s, i, "primary") /\ Renew(i) /\ Sound
BeginCopy(s, i) ==
  /\ Reaches(s) /\ role[s][i] = "absent" /\ role[Peer(s)][i] = "primary"
  /\ To(s, i, "copying") /\ Sound /\ UNCHANGED <<ahead, fork>>
EndCopy(s, i) ==
  /\ Reaches(s) /\ role[s][i] = "copying" /\ role[Peer(s)][i] = "primary"
  /\ To(s, i, "secondary") /\ Renew(i) /\ Sound
Write(s, i) ==
  /\ up[s] /\ role[s][i] = "primary" /\ ahead[i] < AheadMax
  /\ ahead' = [ahead EXCEPT ![i] = @ + 1] /\ Sound /\ UNCHANGED <<role, fork>>
Demote(s, i) ==
  /\ up[s] /\ role[s][i] = "primary"
  /\ To(s, i, "secondary") /\ Sound /\ UNCHANGED <<ahead, fork>>
Remove(s, i) ==
  /\ up[s] /\ role[s][i] = "primary" /\ role[Peer(s)][i] = "absent"
  /\ To(s, i, "absent") /\ Sound /\ UNCHANGED <<ahead, fork>>
Replay(s, i) ==
  /\ Reaches(s) /\ role[s][i] = "secondary" /\ role[Peer(s)][i] \in {"primary", "secondary"}
  /\ ahead[i] > 0 /\ ~fork[i]
  /\ ahead' = [ahead EXCEPT ![i] = @ - 1] /\ Sound /\ UNCHANGED <<role, fork>>
Promote(s, i) ==
  /\ up[s] /\ role[s][i] = "secondary" /\ role[Peer(s)][i] = "secondary"
  /\ ahead[i] = 0 /\ ~fork[i]
  /\ To(s, i, "primary") /\ Sound /\ UNCHANGED <<ahead, fork>>
Force(s, i) ==
  /\ up[s] /\ role[s][i] = "secondary"
  /\ fork' = [fork EXCEPT ![i] = @ \/ ahead[i] > 0 \/ role[Peer(s)][i] = "primary"]
  /\ To(s, i, "primary") /\ Sound /\ UNCHANGED ahead
Detect(s, i) ==
  /\ Reaches(s) /\ role[s][i] = "secondary" /\ role[Peer(s)][i] = "primary" /\ fork[i]
  /\ To(s, i, "split") /\ Sound /\ UNCHANGED <<ahead, fork>>
Resync(s, i) ==
  /\ up[s] /\ role[s][i] \in {"secondary", "split"} /\ role[Peer(s)][i] = "primary"
  /\ To(s, i, "copying") /\ Sound /\ UNCHANGED <<ahead, fork>>

Next ==
  \/ Link
  \/ \E s \in Sites: Site(s) \/ Daemon(s)
  \/ \E s \in Sites, i \in Images:
       \/ Create(s, i) \/ BeginCopy(s, i) \/ EndCopy(s, i) \/ Write(s, i) \/ Demote(s, i)
       \/ Remove(s, i) \/ Replay(s, i) \/ Promote(s, i) \/ Force(s, i) \/ Detect(s, i)
       \/ Resync(s, i)
Spec == Init /\ [][Next]_vars

TwoPrimariesHaveForked ==
  \A i \in Images: role[0][i] = "primary" /\ role[1][i] = "primary" => fork[i]
SplitIsAFork == \A s \in Sites, i \in Images: role[s][i] = "split" => fork[i]
CopyHasASource ==
  \A s \in Sites, i \in Images: role[s][i] = "copying" => role[Peer(s)][i] # "absent"
=============================================================================
