import type { CommandEntry } from './command.ts';

/** Every command, in the order in which people meet them. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'check',
    about: 'Runs generated scenarios, and judges, shrinks and saves what fails',
    example: 'check --mode snapshot --runs 5000 --seed friday',
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'run',
    about: 'Runs scenario files',
    example: 'run scenarios/corpus --target ceph',
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'replay',
    about: 'Runs one scenario again, from its seed or its bundle, and shows it step by step',
    example: 'replay sb1-snapshot-friday.17',
    load: () => import('./commands/replay.ts'),
  },
  {
    name: 'why',
    about: 'Says from which step on a failure was inevitable, by trying other schedules',
    example: 'why out/bundles/sb1-snapshot-lost.6.json --schedules 500',
    load: () => import('./commands/why.ts'),
  },
  {
    name: 'export',
    about:
      'Writes a run as a shell script for any two clusters, a scenario file, a trace or a picture',
    example: 'export out/bundles/sb1-snapshot-lost.6.json --sh --out lost.sh',
    load: () => import('./commands/export.ts'),
  },
  {
    name: 'compare',
    about: 'Runs the same scenarios on two targets, and shows where one does what the other cannot',
    example: 'compare --target sim:pacific --target ceph --runs 20',
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'bugs',
    about: 'Runs the track record of known bugs, and says which show',
    example: 'bugs --target ceph --repeat 3',
    load: () => import('./commands/bugs.ts'),
  },
  {
    name: 'explore',
    about: 'Visits every state within a bound, and shows the shortest way to break each promise',
    example: 'explore --mode snapshot --with forced-promotion-rolls-back-too-far',
    load: () => import('./commands/explore.ts'),
  },
  {
    name: 'simulate',
    about: 'Walks at random, thousands of walks a second, and judges, shrinks and saves what fails',
    example: 'simulate --mode snapshot --walks 1000000 --seed friday',
    load: () => import('./commands/simulate.ts'),
  },
  {
    name: 'mutants',
    about:
      'Puts small faults into the model, one at a time, and says which are caught, and by what',
    example: 'mutants --mode snapshot --every 10',
    load: () => import('./commands/mutants.ts'),
  },
  {
    name: 'mix',
    about: 'Tells what recorded runs have met: commands by role, faults by stage, changes of role',
    example: 'mix out/reef out/tentacle --target ceph --least 5',
    load: () => import('./commands/mix.ts'),
  },
  {
    name: 'merge',
    about: 'Puts the shards of a campaign together, as if one command had done it',
    example: 'merge out/shard-* --out out/all',
    load: () => import('./commands/merge.ts'),
  },
  {
    name: 'show',
    about: 'Makes the report of recorded runs, one HTML file, and opens it in the browser',
    example: 'show out',
    load: () => import('./commands/show.ts'),
  },
  {
    name: 'lab',
    about: 'Brings two real Ceph clusters up or down, or makes a release ready',
    example: 'lab up',
    load: () => import('./commands/lab.ts'),
  },
  {
    name: 'doctor',
    about: 'Says what this machine can run, and what to install for the rest',
    example: 'doctor',
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'schema',
    about: 'Prints the JSON Schema of scenario files, or of summary.json',
    example: 'schema > scenario.schema.json',
    load: () => import('./commands/schema.ts'),
  },
  {
    name: 'completion',
    about: 'Prints a script that has a shell complete this command line',
    example: 'completion bash > /etc/bash_completion.d/splitbrain',
    load: () => import('./commands/completion.ts'),
  },
];
