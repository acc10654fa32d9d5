-- The small pair of sim/bench/small-pair.ts: two sites, two images, one link. Murphi; see conformance/bench/checkers.ts.

const aheadMax: 7;

type
  site: 0 .. 1;
  image: 0 .. 1;
  place: enum { absent, primary, secondary, copying, split };

var
  up: array [site] of boolean;
  daemon: array [site] of boolean;
  link: boolean;
  role: array [site] of array [image] of place;
  ahead: array [image] of 0 .. aheadMax; -- entries that its copy lacks
  fork: array [image] of boolean; -- the two have forked

function reaches(s: site): boolean;
begin
  return daemon[s] & link & up[0] & up[1];
end;

startstate
begin
  for s: site do
    up[s] := true;
    daemon[s] := true;
    for i: image do role[s][i] := absent; end;
  end;
  for i: image do ahead[i] := 0; fork[i] := false; end;
  link := true;
end;

rule "cut" link ==> begin link := false; end;
rule "heal" !link ==> begin link := true; end;

ruleset s: site do
  rule "stop-site" up[s] ==> begin up[s] := false; end;
  rule "start-site" !up[s] ==> begin up[s] := true; end;
  rule "stop-daemon" daemon[s] ==> begin daemon[s] := false; end;
  rule "start-daemon" !daemon[s] ==> begin daemon[s] := true; end;

  ruleset i: image do
    rule "create" up[s] & role[s][i] = absent & role[1 - s][i] = absent ==>
    begin role[s][i] := primary; ahead[i] := 0; fork[i] := false; end;
    rule "begin-copy" reaches(s) & role[s][i] = absent & role[1 - s][i] = primary ==>
    begin role[s][i] := copying; end;
    rule "end-copy" reaches(s) & role[s][i] = copying & role[1 - s][i] = primary ==>
    begin role[s][i] := secondary; ahead[i] := 0; fork[i] := false; end;
    rule "write" up[s] & role[s][i] = primary & ahead[i] < aheadMax ==>
    begin ahead[i] := ahead[i] + 1; end;
    rule "demote" up[s] & role[s][i] = primary ==> begin role[s][i] := secondary; end;
    rule "remove" up[s] & role[s][i] = primary & role[1 - s][i] = absent ==>
    begin role[s][i] := absent; end;
    rule "replay" reaches(s) & role[s][i] = secondary
      & (role[1 - s][i] = primary | role[1 - s][i] = secondary) & ahead[i] > 0 & !fork[i] ==>
    begin ahead[i] := ahead[i] - 1; end;
    rule "promote" up[s] & role[s][i] = secondary & role[1 - s][i] = secondary
      & ahead[i] = 0 & !fork[i] ==>
    begin role[s][i] := primary; end;
    rule "force" up[s] & role[s][i] = secondary ==>
    begin
      fork[i] := fork[i] | ahead[i] > 0 | role[1 - s][i] = primary;
      role[s][i] := primary;
    end;
    rule "detect" reaches(s) & role[s][i] = secondary & role[1 - s][i] = primary & fork[i] ==>
    begin role[s][i] := split; end;
    rule "resync" up[s] & (role[s][i] = secondary | role[s][i] = split)
      & role[1 - s][i] = primary ==>
    begin role[s][i] := copying; end;
  end;
end;

invariant "two primaries have forked"
  forall i: image do role[0][i] = primary & role[1][i] = primary -> fork[i] end;
invariant "a split-brain is a fork"
  forall s: site do forall i: image do role[s][i] = split -> fork[i] end end;
invariant "a copy in the making has a source"
  forall s: site do forall i: image do role[s][i] = copying -> role[1 - s][i] != absent end end;
