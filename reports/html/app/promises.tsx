import type { Promised } from '../data.ts';
import type { Part } from './app.tsx';
import { Link } from './link.tsx';
import type { Place } from './place.ts';
import { StatusMark } from './status.tsx';
import { counted } from './words.ts';

/** What was promised, or owed: what was broken, what was kept though it was at stake, and what could not fail. */
export const Promises = ({ index: { promised }, place, go }: Part) => (
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
              <Code {...{ place, go }} {...one} />
            </td>
            <td class="end">{one.atStake !== undefined && atStakeText(one.atStake)}</td>
            <td>{one.claim}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

/** A code, which leads to the runs that broke it. */
function Code({ place, go, code, broken, known }: Pick<Part, 'place' | 'go'> & Promised) {
  if (broken + known === 0) return <code>{code}</code>;
  const there: Place = { ...place, tab: 'scenarios', status: [], search: code };
  return (
    <Link to={there} go={go} title="The runs that broke it">
      <code>{code}</code>
    </Link>
  );
}

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
