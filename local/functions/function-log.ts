import { createWriteStream, renameSync, statSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { Writable } from 'node:stream';

const KEPT_BYTES = 20 * 1024 * 1024;

/** What functions write to their output, in one file; when that is full it becomes `<file>.1` and a new one is begun. */
export function functionLog(file: string): Writable {
  let bytes = sizeOf(file);
  let stream = createWriteStream(file, { flags: 'a' });
  const next = (): WriteStream => {
    stream.end();
    renameSync(file, `${file}.1`);
    bytes = 0;
    return createWriteStream(file, { flags: 'a' });
  };
  const log = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > KEPT_BYTES) stream = next();
      stream.write(chunk, (error) => done(error));
    },
  });
  // one pipe for each of two outputs of every function
  log.setMaxListeners(0);
  return log;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
