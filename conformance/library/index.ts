/**
 * Splitbrain as a library: the model of two mirrored clusters, the generators of what happens to them, the targets
 * that it happens on, and the runners that judge it. The command line is made of the same.
 */

export { type Deviation, deviations, deviationsOf } from '../../model/deviations.ts';
export { type PromiseCode, promises } from '../../model/promises.ts';
export { type Mode, modes, type Site, sites } from '../../model/site.ts';
export type { StateId, Stepper } from '../../model/stepper.ts';
export { machineOf, type Variant } from '../../model/variant.ts';
export { type PairState, type Role, roleAt, type Status, statusAt } from '../../model/views.ts';
export type { Scenario } from '../../scenarios/scenario.ts';
export type { Step } from '../../scenarios/step.ts';
export { volumeScenarios } from '../../scenarios/volumes/generate.ts';
export type { VolumeStep } from '../../scenarios/volumes/step.ts';
export { parseVolumes, readVolumes, type VolumeScenario } from '../../scenarios/volumes/yaml.ts';
export {
  formatScenario,
  parseScenario,
  readScenario,
  ScenarioError,
} from '../../scenarios/yaml.ts';
export { seededScheduler } from '../../sim/scheduler.ts';
export { SimulatedPair } from '../../sim/simulated-pair.ts';
export { Space } from '../../sim/space.ts';
export { formatSeed, SeedError } from '../campaign/seed.ts';
export { type TargetChoice, withTarget } from '../campaign/target.ts';
export { UsageError } from '../campaign/usage.ts';
export { variantNamed } from '../campaign/variants.ts';
export { type OwedCode, owed } from '../drivers/obligations.ts';
export type { DriverRecord, Finding } from '../drivers/record.ts';
export { Oracle } from '../oracle/oracle.ts';
export type { RunRecord } from '../record.ts';
export type { Pair, Target } from '../target.ts';
export { simTarget } from '../targets/sim.ts';
export type { Verdict } from '../verdict.ts';
export { type DriverRun, runDriverScenario, runDriverSeed } from './drivers.ts';
export { type Runnable, type RunOptions, runScenario, runSeed, scenarios } from './scenarios.ts';
