import { StartFailure } from './engines/start-failure.ts';

interface Running {
  /** settles with a sentence when it cannot go on */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

/** A clean stop takes less than two seconds, whatever hangs: what is leashed to this process ends with it. */
const STOP_TIMEOUT_MS = 1_700;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The life of the process: starts, runs until a signal or a fault, stops, and says in one sentence why it could not. */
export async function runUntilStopped(
  start: () => Promise<Running>,
  onAbandoned: (stop: () => void) => void,
): Promise<void> {
  let running: Running | undefined;
  let ending = false;
  const end = (exitCode: number, sentence?: string): void => {
    if (ending) return;
    ending = true;
    if (sentence) console.error(sentence);
    setTimeout(() => process.exit(exitCode), STOP_TIMEOUT_MS).unref();
    void Promise.resolve(running?.stop())
      .catch((error: unknown) => console.error('could not stop cleanly:', error))
      .finally(() => process.exit(exitCode));
  };
  const onDefect = (error: unknown) => {
    console.error(error);
    end(1);
  };
  process.on('uncaughtException', onDefect);
  process.on('unhandledRejection', onDefect);
  onAbandoned(() => end(0));
  try {
    running = await start();
    // not earlier: until then a signal must end us even where no JavaScript would run any more
    for (const signal of SIGNALS) process.on(signal, () => end(0));
    void running.broken.then((sentence) => end(1, sentence));
  } catch (error) {
    if (error instanceof StartFailure) end(1, error.message);
    else onDefect(error);
  }
}
