/** A job that could not be done: in words that a person can do something with, and with nothing of any text. */
export class BatchProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BatchProblem';
  }
}

/** An interrupted run that these arguments do not continue: what is there stays, for those that do. */
export class CannotResume extends BatchProblem {}

/** What the system said of a file, kept apart so that one place words it. */
export class FileProblem extends Error {
  readonly path: string;
  override readonly cause: unknown;

  constructor(path: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = 'FileProblem';
    this.path = path;
    this.cause = cause;
  }
}

/** Stopped by whoever runs it. */
export class Stopped extends Error {}

export async function ofFile<T>(path: string, action: Promise<T>): Promise<T> {
  try {
    return await action;
  } catch (error) {
    throw new FileProblem(path, error);
  }
}
