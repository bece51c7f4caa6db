/** Something outside the program keeps it from starting; the message is the one sentence that the person at the terminal reads. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
