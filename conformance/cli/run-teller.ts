import type { Teller } from '../../reports/html/page.ts';
import { UsageError } from '../campaign/usage.ts';
import type { Course } from '../course/course.ts';
import { drivenFailovers } from '../course/driven-failovers.ts';
import { drivenWrites } from '../course/driven-writes.ts';
import { type Failover, failoversIn } from '../course/failovers.ts';
import { CourseReader } from '../course/reader.ts';
import { DriverMet } from '../drivers/coverage/met.ts';
import type { DriverRecord } from '../drivers/record.ts';
import { DriverTallies } from '../drivers/tallies.ts';
import { Met } from '../mix/met.ts';
import { Tallies } from '../mix/totals.ts';
import { OutputError } from '../output/error.ts';
import type { RunRecord } from '../record.ts';

/** Tells a report what it shows of runs beside their records: their courses, and what they met. */
export class RunTeller implements Teller {
  readonly #operated = new Tallies();
  readonly #driven = new DriverTallies();
  readonly #courses = new CourseReader();
  readonly #met = new Met();
  readonly #drivenMet = new DriverMet();
  readonly drivenFailovers = drivenFailovers;
  readonly drivenWrites = drivenWrites;

  /** What happened; all runs are an operator's, or all with a driver. */
  get totals() {
    return this.#driven.runs > 0 ? this.#driven : this.#operated;
  }

  get coverage() {
    return this.#met.tables;
  }

  get drivenCoverage() {
    return this.#drivenMet.coverage;
  }

  courseOf(record: RunRecord): Course {
    return this.#courses.of(record);
  }

  failoversIn(course: Course): readonly Failover[] {
    return failoversIn(course);
  }

  count(record: RunRecord | DriverRecord): void {
    if ('driver' in record) {
      this.#driven.add(record);
      this.#drivenMet.add(record);
      return;
    }
    this.#operated.add(record);
    try {
      this.#met.add(record);
    } catch (error) {
      // The run of another version, or on a target that this one does not know: it met what it did.
      if (!(error instanceof OutputError || error instanceof UsageError)) throw error;
    }
  }
}
