/**
 * Lets in so many at once; the others wait in their order. Lambda gives each invocation an environment, and so an SDK client, of
 * its own. Where all share one, its time-outs would also count the wait for one of its 50 sockets.
 */
export function turnstile(atOnce: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside < atOnce) inside++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // the place is handed on, so that nobody slips in between
      const next = waiting.shift();
      if (next) next();
      else inside--;
    }
  };
}

/** Below the 50 sockets of an SDK client, for the reads that an invocation makes beside each other. */
export const INVOCATIONS_AT_ONCE = 40;
