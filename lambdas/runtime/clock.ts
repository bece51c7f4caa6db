/** An event of a queue or a stream, which says nothing of when it is worked on. */
export interface WorkEvent {
  /** epoch milliseconds: local mode says the product's time here, which may have been moved. AWS does not. */
  readonly invokedAt?: number;
}

/** The instant as of which a function works that no request started, in epoch milliseconds. It is read once an invocation. */
export function workTime(event: WorkEvent): number {
  return event.invokedAt ?? Date.now();
}
