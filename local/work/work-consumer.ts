/** What takes work from a queue or a stream and gives it to a function. */
export interface WorkConsumer {
  /** nothing is left that could be worked on now: what remains waits for its retry or its delay */
  isIdle(): boolean | Promise<boolean>;
  /** what is left to be worked on, now or later, by the name of its queue, or of the function that reads the stream */
  backlog(): Promise<readonly [name: string, count: number]>;
  stop(): Promise<void>;
}
