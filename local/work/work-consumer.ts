/** What takes work from a queue or a stream and gives it to a function. */
export interface WorkConsumer {
  /** nothing is left that could be worked on now: what remains waits for its retry or its delay */
  isIdle(): boolean | Promise<boolean>;
  stop(): Promise<void>;
}
