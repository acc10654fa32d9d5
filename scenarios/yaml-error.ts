/** Something wrong in a scenario file: where, what, and how to mend it. */
export interface Problem {
  readonly file: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
  /** Counted from 1, as editors do. */
  readonly column: number;
  readonly what: string;
  readonly mend: string;
}

const render = ({ file, line, column, what, mend }: Problem): string =>
  `${file}:${line}:${column}: ${what}; ${mend}`;

/** A scenario file that cannot be read, with everything that is wrong in it, in reading order. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const inOrder = [...problems].sort((p, q) => p.line - q.line || p.column - q.column);
    super(inOrder.map(render).join('\n'));
    this.problems = inOrder;
  }
}
