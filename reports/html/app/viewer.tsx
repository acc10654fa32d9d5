import { useMemo } from 'preact/hooks';
import type { Course } from '../../../conformance/course/course.ts';
import type { RunRecord } from '../../../conformance/record.ts';
import type { Sentence } from '../../explain/explain.ts';
import type { FailureEntry } from '../data.ts';
import type { Part } from './app.tsx';
import { DaemonLogs } from './daemon-logs.tsx';
import { DifferencePanel } from './difference.tsx';
import { Faults } from './fault-bands.tsx';
import { Lanes } from './lanes.tsx';
import type { Layout } from './layout.ts';
import { useMoment } from './moment.ts';
import { pictureOf } from './picture.ts';
import { ScaleSwitch } from './scale-switch.tsx';
import { States } from './states.tsx';
import { Steps } from './steps.tsx';
import { Verdict } from './verdict.tsx';
import { WriteLines } from './write-lines.tsx';

/** What the viewer is given of a run. */
export type Viewed = Part & {
  readonly record: RunRecord;
  readonly course: Course;
  readonly explained?: readonly Sentence[];
  readonly failure?: FailureEntry;
  readonly shrunk: boolean;
};

/** A run over time: its verdict, its steps, its lanes, and both sites at one moment, all in step. */
export function Viewer(viewed: Viewed) {
  const { record, course } = viewed;
  const picture = useMemo(() => pictureOf(record, course), [record, course]);
  const chosen = useMoment(viewed, picture.columns);
  const overLanes = useMemo(
    () => (layout: Layout) => (
      <>
        <WriteLines course={course} layout={layout} />
        <Faults course={course} layout={layout} />
      </>
    ),
    [course],
  );
  return (
    <>
      <Verdict {...viewed} />
      <div class="viewer">
        <Steps columns={picture.columns} start="two empty clusters" {...chosen} />
        <div class="stage">
          <ScaleSwitch {...viewed} />
          <Lanes
            picture={picture}
            toScale={viewed.place.toScale}
            overLanes={overLanes}
            {...chosen}
          />
          <States record={record} course={course} at={chosen.at} />
          <DifferencePanel record={record} course={course} />
          <DaemonLogs record={record} step={course.moments[chosen.at - 1]?.step} />
        </div>
      </div>
    </>
  );
}
