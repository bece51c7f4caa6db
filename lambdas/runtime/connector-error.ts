import type { ProblemCode } from '../contracts/problem-codes.ts';

/** One bad field: `path` as a JSON pointer-like path such as `lines[0].amount`. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/**
 * An operating error with a code of the closed list and a message that is safe to show: it names no patient. A business refusal
 * is not one of these (it is a decision), and neither is a defect (which is thrown as it is and answered 500).
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[] | undefined;
  /** further members of the problem document, such as both figures of a changed quote */
  readonly extension: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail: string,
    options: { errors?: readonly FieldError[]; extension?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.errors = options.errors;
    this.extension = options.extension ?? {};
  }
}
