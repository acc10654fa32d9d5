import { useMemo } from 'preact/hooks';
import type { LostWrite } from '../../../conformance/course/driven-failovers.ts';
import type { DriverRecord } from '../../../conformance/drivers/record.ts';
import { sites } from '../../../model/site.ts';
import { sightText } from '../../sight-text.ts';
import { volumeStepText } from '../../volume-text.ts';
import type { ShortestEntry } from '../data.ts';
import { AfterStep } from './after-step.tsx';
import type { Part } from './app.tsx';
import { Cell } from './cell.tsx';
import { DaemonLogs } from './daemon-logs.tsx';
import { DriverCalls } from './driver-calls.tsx';
import { DriverFaults } from './driver-faults.tsx';
import { driverBandsOf, driverPictureOf, volumesOver } from './driver-picture.ts';
import { DriverVerdict } from './driver-verdict.tsx';
import { Lanes } from './lanes.tsx';
import type { Layout } from './layout.ts';
import { useMoment } from './moment.ts';
import { ScaleSwitch } from './scale-switch.tsx';
import { Steps } from './steps.tsx';
import { writesText } from './words.ts';

type DriverRun = {
  readonly record: DriverRecord;
  readonly lost: readonly LostWrite[];
  /** What it is the shortest run of, where it is looked at as that. */
  readonly shortest?: ShortestEntry;
};

/** A run with a driver over time: what it was found wanting in, its volumes, and what it called in Ceph's libraries. */
export function DriverViewer(part: Part & DriverRun) {
  const { record, lost } = part;
  const picture = useMemo(() => driverPictureOf(record, lost), [record, lost]);
  const chosen = useMoment(part, picture.columns);
  const overLanes = useMemo(() => {
    const bands = driverBandsOf(record);
    return (layout: Layout) => <DriverFaults bands={bands} layout={layout} />;
  }, [record]);
  return (
    <>
      <DriverVerdict {...part} />
      <div class="viewer">
        <Steps columns={picture.columns} start="no volumes" {...chosen} />
        <div class="stage">
          <ScaleSwitch {...part} />
          <Lanes picture={picture} toScale={part.place.toScale} overLanes={overLanes} {...chosen} />
          <Volumes {...{ record, lost }} at={chosen.at} />
          <DriverCalls record={record} at={chosen.at} />
          <DaemonLogs record={record} step={chosen.at > 0 ? chosen.at - 1 : undefined} />
        </div>
      </div>
    </>
  );
}

/** Every volume after a step, beside what it was before. */
function Volumes({ record, lost, at }: DriverRun & { at: number }) {
  const over = useMemo(() => volumesOver(record), [record]);
  const [before, after] = [over[Math.max(0, at - 1)], over[at]];
  const step = record.steps[at - 1]?.step;
  return (
    <section class="states" aria-label="The volumes at this moment" aria-live="polite">
      <AfterStep text={step && volumeStepText(step)} />
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">The driver says</th>
            <th scope="col">Site A</th>
            <th scope="col">Site B</th>
          </tr>
        </thead>
        <tbody>
          {[...(after ?? [])].map(([volume, { told = '', sight }]) => {
            const was = before?.get(volume);
            return (
              <tr key={volume}>
                <th scope="row">
                  volume {volume}
                  <Lost lost={lost.filter((one) => one.volume === volume && one.wrote < at)} />
                </th>
                <Cell before={was?.told ?? ''} after={told} />
                {sites.map((site) => (
                  <Cell
                    key={site}
                    before={sightText(was?.sight?.[site] ?? {})}
                    after={sightText(sight?.[site] ?? {})}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Of the writes that a volume has had so far, those that failovers lost, or will have lost. */
const Lost = ({ lost }: { lost: readonly LostWrite[] }) => (
  <>
    {[...Map.groupBy(lost, ({ lostIn }) => lostIn)].map(([step, writes]) => (
      <small key={step} class="lost">
        ✕ {writesText(writes.map(({ write }) => write))}: lost in step {step + 1}
      </small>
    ))}
  </>
);
