/** A day cannot be closed as it stands. Nothing is published; the closing is tried again, and rings if that does not help. */
export class StatementIncomplete extends Error {
  override readonly name = 'StatementIncomplete';
}
