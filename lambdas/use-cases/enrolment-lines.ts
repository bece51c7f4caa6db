import { MAX_LINE_BYTES } from '../contracts/enrolment-file.ts';
import type { FilePlace } from '../domain/enrolment.ts';

/** A line of a file, or a stretch of one that is too long. */
export interface FileLine {
  /** from 1 */
  readonly line: number;
  /** where the file stands behind it */
  readonly after: FilePlace;
  /** without its line end; `too-long` once for such a line, then nothing until it ends */
  readonly content: Buffer | 'too-long' | undefined;
}

const LINE_FEED = 0x0a;
const NOTHING = Buffer.alloc(0);
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Cuts a file into its lines, from a place on, those of each chunk together. Holds at most a chunk and a line, however long the lines
 * are. The last line may lack its end, and the file may begin with a byte order mark.
 */
export async function* fileLines(chunks: AsyncIterable<Buffer>, from: FilePlace): AsyncGenerator<readonly FileLine[]> {
  let { offset, lines, isInside } = from;
  let rest: Buffer = NOTHING;
  const taken = (length: number, inside: boolean, content: FileLine['content']): FileLine => {
    const line = lines + 1;
    offset += length;
    if (!inside) lines += 1;
    isInside = inside;
    return { line, after: { offset, lines, isInside }, content };
  };
  const contentOf = (bytes: Buffer): FileLine['content'] => {
    if (isInside) return undefined;
    return bytes.length > MAX_LINE_BYTES ? 'too-long' : bytes;
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const found: FileLine[] = [];
    let at = 0;
    if (offset === 0 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) {
      offset = 3;
      at = 3;
    }
    for (let end = bytes.indexOf(LINE_FEED, at); end >= 0; end = bytes.indexOf(LINE_FEED, at)) {
      found.push(taken(end + 1 - at, false, contentOf(bytes.subarray(at, end))));
      at = end + 1;
    }
    rest = bytes.subarray(at);
    if (isInside || rest.length > MAX_LINE_BYTES) {
      if (rest.length > 0) found.push(taken(rest.length, true, isInside ? undefined : 'too-long'));
      rest = NOTHING;
    }
    if (found.length > 0) yield found;
  }
  if (rest.length > 0 || isInside) yield [taken(rest.length, false, contentOf(rest))];
}
