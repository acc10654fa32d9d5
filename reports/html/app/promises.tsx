import type { Promised } from '../data.ts';
import { StatusMark } from './status.tsx';
import { counted } from './words.ts';

/** What was promised, or owed: what was broken, what was kept though it was at stake, and what could not fail. */
export const Promises = ({ promised }: { promised: readonly Promised[] }) => (
  <>
    <h2>What was at stake</h2>
    <table class="promised">
      <tbody>
        {promised.map((one) => (
          <tr key={one.code}>
            <td>
              <Came {...one} />
            </td>
            <td>
              <code>{one.code}</code>
            </td>
            <td class="end">{one.atStake !== undefined && atStakeText(one.atStake)}</td>
            <td>{one.claim}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

function Came({ broken, known, atStake }: Promised) {
  const text = (count: number) => `broken in ${counted(count, 'run')}`;
  if (broken > 0) return <StatusMark status="fail" text={text(broken)} />;
  if (known > 0) return <StatusMark status="known" text={`${text(known)}, as known`} />;
  if (atStake === undefined) return <>not broken</>;
  return atStake === 0 ? (
    <StatusMark status="inconclusive" text="vacuous" />
  ) : (
    <StatusMark status="pass" text="kept" />
  );
}

const atStakeText = (atStake: number): string =>
  atStake === 0 ? 'never at stake' : `at stake in ${counted(atStake, 'run')}`;
