import { parseScenario, runScenario, simTarget, variantNamed } from 'splitbrain';

const scenario = parseScenario(`
scenario: a forced failover in the middle of a sync
steps:
  - create: a
  - write: a
  - enable: a
  - settle
  - write: a
  - snapshot: a
  - stop-site: a
  - promote: b
    force: true
  - settle
`);

// As it is specified, and as Ceph 16.2 to 20.2 really does it.
for (const name of [undefined, 'forced-promotion-rolls-back-too-far']) {
  const target = simTarget(variantNamed(name));
  for (let index = 0; index < 20; index += 1) {
    const seed = `sync-${index}`;
    const { verdict, writes } = await runScenario(scenario, { mode: 'snapshot', seed, target });
    if (verdict.kind === 'fail') console.log(target.name, seed, verdict.code, writes);
  }
}
