import type { Teller } from '../../reports/html/page.ts';
import { UsageError } from '../campaign/usage.ts';
import type { Course } from '../course/course.ts';
import { type Failover, failoversIn } from '../course/failovers.ts';
import { CourseReader } from '../course/reader.ts';
import { Met } from '../mix/met.ts';
import { Tallies } from '../mix/totals.ts';
import { OutputError } from '../output/error.ts';
import type { RunRecord } from '../record.ts';

/** Tells a report what it shows of runs beside their records: their courses, and what they met. */
export class RunTeller implements Teller {
  readonly totals = new Tallies();
  readonly #courses = new CourseReader();
  readonly #met = new Met();

  get coverage() {
    return this.#met.tables;
  }

  courseOf(record: RunRecord): Course {
    return this.#courses.of(record);
  }

  failoversIn(course: Course): readonly Failover[] {
    return failoversIn(course);
  }

  count(record: RunRecord): void {
    this.totals.add(record);
    try {
      this.#met.add(record);
    } catch (error) {
      // The run of another version, or on a target that this one does not know: it met what it did.
      if (!(error instanceof OutputError || error instanceof UsageError)) throw error;
    }
  }
}
