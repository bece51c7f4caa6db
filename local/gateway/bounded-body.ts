import type { IncomingMessage } from 'node:http';

// A sender that is cut off while it writes never reads why: a body that is somewhat too large is read to its end, unkept.
const READ_OUT_FACTOR = 4;

/** The whole body, or undefined where it is larger than the limit. */
export async function boundedBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  const readAtMost = limitBytes * READ_OUT_FACTOR;
  if (Number(request.headers['content-length'] ?? 0) > readAtMost) return undefined;
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) chunks.push(chunk);
      else chunks = [];
      if (bytes > readAtMost) resolve(undefined);
    });
    request.once('end', () => resolve(bytes <= limitBytes ? Buffer.concat(chunks) : undefined));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the request was cut off')));
  });
}
