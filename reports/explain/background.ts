import type { PromiseCode } from '../../model/promises.ts';
import { peerOf } from '../../model/site.ts';
import { deedText } from './deeds.ts';
import { type Facts, newestStep } from './facts.ts';

type Rule = (facts: Facts) => string | undefined;

const succeeded = ({ answer }: { readonly answer?: string }): boolean => answer === 'ok';

/** What came before that makes it wrong, promise by promise: each names the step that it goes by. */
const rules: Readonly<Record<PromiseCode | 'disagreement' | 'expectation', Rule>> = {
  'planned-failover-loses-nothing': (facts) => {
    const step = newestStep(facts, (done) => done.step.do === 'demote' && succeeded(done));
    if (step === undefined) return undefined;
    return `the demotion in step ${step} had reported success, and nothing was forced after it`;
  },
  'forced-failover-is-a-point-in-time': (facts) => {
    const { site } = facts.verdict;
    const forced = newestStep(
      facts,
      ({ step, answer }) =>
        step.do === 'promote' && step.force && step.site === site && answer === 'ok',
    );
    const what =
      facts.mode === 'snapshot' ? 'its newest complete mirror snapshot' : 'a prefix of the writes';
    return `a copy that is promoted by force${forced === undefined ? '' : `, as ${site} in step ${forced},`} goes on from ${what}`;
  },
  'nothing-discarded-silently': (facts) => {
    const step = newestStep(facts, (done) => done.step.do === 'resync' && succeeded(done));
    if (step === undefined) return 'nobody had asked for a resync';
    const asked = facts.steps[step - 1]?.step;
    const where = asked !== undefined && 'site' in asked ? asked.site : peerOf(facts.verdict.site);
    return `a resync was asked for in step ${step}, of ${where}`;
  },
  'one-writer': (facts) => {
    const peer = peerOf(facts.verdict.site);
    const step = newestStep(
      facts,
      ({ step: done, answer }) => done.do === 'promote' && done.site === peer && answer === 'ok',
    );
    const since = step === undefined ? '' : ` since step ${step}`;
    return `${peer} was not seen to be demoted, and may be primary${since}`;
  },
  'status-tells-the-truth': () => 'both clusters and the daemon of that site could be reached',
  'no-promotion-of-a-broken-copy': () => 'what is promoted so is not whole',
  converges: (facts) => {
    const step = newestStep(facts, ({ step: done }) =>
      /^(heal|start-|release|make-room)/.test(done.do),
    );
    return step === undefined
      ? 'nothing stood in the way of the daemons'
      : `the last fault had ended in step ${step}`;
  },
  'retry-is-safe': (facts) => {
    const { failing } = facts;
    const again = (done: Facts['failing']) =>
      done.step.do === failing.step.do && done.answer !== undefined && !succeeded(done);
    const step =
      newestStep(facts, again) ?? newestStep(facts, (done) => done.answer === 'INTERRUPTED');
    const done = step === undefined ? undefined : facts.steps[step - 1];
    return (
      done &&
      `${deedText(done.step)} in step ${step} had come to ${done.answer}, and may be repeated`
    );
  },
  'nothing-left-behind': (facts) => {
    const step = newestStep(
      facts,
      ({ step: done, answer }) =>
        /^(remove|trash|disable|disable-force|journaling-off)$/.test(done.do) &&
        answer !== undefined,
    );
    const done = step === undefined ? undefined : facts.steps[step - 1];
    return done && `${deedText(done.step)} in step ${step} had come to ${done.answer}`;
  },
  disagreement: () => 'no promise covers it, and the model of mirroring forbids it',
  expectation: () => 'the scenario asks for another outcome',
};

/** See above; undefined where nothing is to be told. */
export const background = (facts: Facts): string | undefined => rules[facts.verdict.code](facts);
