import { createWriteStream, renameSync, statSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { Writable } from 'node:stream';

export interface FunctionLog {
  readonly stream: Writable;
  /** what a function that is ending still says is passed over from now on */
  stop(): Promise<void>;
}

const KEPT_BYTES = 20 * 1024 * 1024;

/** What functions write to their output, in one file; when that is full it becomes `<file>.1` and a new one is begun. */
export function functionLog(file: string): FunctionLog {
  let bytes = sizeOf(file);
  let output = createWriteStream(file, { flags: 'a' });
  let stopped = false;
  const next = (): WriteStream => {
    output.end();
    renameSync(file, `${file}.1`);
    bytes = 0;
    return createWriteStream(file, { flags: 'a' });
  };
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (stopped) return done();
      bytes += chunk.length;
      if (bytes > KEPT_BYTES) output = next();
      output.write(chunk, (error) => done(error));
    },
  });
  // one pipe for each of two outputs of every function
  stream.setMaxListeners(0);
  return {
    stream,
    stop: () => {
      stopped = true;
      return new Promise((resolve) => {
        output.close(() => resolve());
      });
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
