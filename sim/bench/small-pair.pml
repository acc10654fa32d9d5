/* The small pair of sim/bench/small-pair.ts: two sites, two images, one link. Spin; see conformance/bench/checkers.ts. */

#define absent 0
#define primary 1
#define secondary 2
#define copying 3
#define split 4
#define aheadMax 7

bit up[2] = 1;
bit daemon[2] = 1;
bit link = 1;
byte role[4] = absent;  /* by site, then image */
byte ahead[2] = 0;      /* by image: entries that its copy lacks */
bit fork[2] = 0;        /* by image: the two have forked */

#define R(s, i) role[(s) * 2 + (i)]
#define reaches(s) (daemon[s] && link && up[0] && up[1])

#define kept(i) \
  assert(!(R(0, i) == primary && R(1, i) == primary) || fork[i]); \
  assert((R(0, i) != split && R(1, i) != split) || fork[i]); \
  assert((R(0, i) != copying || R(1, i) != absent) && (R(1, i) != copying || R(0, i) != absent))
#define check kept(0); kept(1)

#define image(s, p, i) \
  :: d_step { up[s] && R(s, i) == absent && R(p, i) == absent -> \
       R(s, i) = primary; ahead[i] = 0; fork[i] = 0; check } \
  :: d_step { reaches(s) && R(s, i) == absent && R(p, i) == primary -> R(s, i) = copying; check } \
  :: d_step { reaches(s) && R(s, i) == copying && R(p, i) == primary -> \
       R(s, i) = secondary; ahead[i] = 0; fork[i] = 0; check } \
  :: d_step { up[s] && R(s, i) == primary && ahead[i] < aheadMax -> ahead[i]++; check } \
  :: d_step { up[s] && R(s, i) == primary -> R(s, i) = secondary; check } \
  :: d_step { up[s] && R(s, i) == primary && R(p, i) == absent -> R(s, i) = absent; check } \
  :: d_step { reaches(s) && R(s, i) == secondary && (R(p, i) == primary || R(p, i) == secondary) && \
              ahead[i] > 0 && !fork[i] -> ahead[i]--; check } \
  :: d_step { up[s] && R(s, i) == secondary && R(p, i) == secondary && ahead[i] == 0 && !fork[i] -> \
       R(s, i) = primary; check } \
  :: d_step { up[s] && R(s, i) == secondary -> \
       fork[i] = (fork[i] || ahead[i] > 0 || R(p, i) == primary); R(s, i) = primary; check } \
  :: d_step { reaches(s) && R(s, i) == secondary && R(p, i) == primary && fork[i] -> \
       R(s, i) = split; check } \
  :: d_step { up[s] && (R(s, i) == secondary || R(s, i) == split) && R(p, i) == primary -> \
       R(s, i) = copying; check }

#define site(s) \
  :: d_step { up[s] -> up[s] = 0; check } \
  :: d_step { !up[s] -> up[s] = 1; check } \
  :: d_step { daemon[s] -> daemon[s] = 0; check } \
  :: d_step { !daemon[s] -> daemon[s] = 1; check }

active proctype pair() {
  do
  :: d_step { link -> link = 0; check }
  :: d_step { !link -> link = 1; check }
  site(0)
  site(1)
  image(0, 1, 0)
  image(1, 0, 0)
  image(0, 1, 1)
  image(1, 0, 1)
  od
}
