/** A folder or file for results cannot be used; the message says why, and what to do. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Does something with files for results; what the file system refuses becomes an OutputError. */
export function withFiles<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new OutputError(`${folder}: ${error.message}; choose another folder with --out`);
  }
}
