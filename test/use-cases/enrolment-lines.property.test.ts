import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_LINE_BYTES } from '../../lambdas/contracts/enrolment-file.ts';
import type { FilePlace } from '../../lambdas/domain/enrolment.ts';
import { NOTHING_READ } from '../../lambdas/domain/enrolment.ts';
import type { FileLine } from '../../lambdas/use-cases/enrolment-lines.ts';
import { fileLines } from '../../lambdas/use-cases/enrolment-lines.ts';

const LONG = MAX_LINE_BYTES + 1;

async function linesOf(file: Buffer, chunkBytes: number, from: FilePlace = NOTHING_READ.place): Promise<FileLine[]> {
  async function* chunks() {
    for (let at = from.offset; at < file.length; at += chunkBytes) yield file.subarray(at, at + chunkBytes);
  }
  const found: FileLine[] = [];
  for await (const lines of fileLines(chunks(), from)) found.push(...lines);
  return found;
}

/** What rows would be read: the stretches of a line that is too long say nothing after the first. */
const said = (lines: readonly FileLine[]) =>
  lines.flatMap(({ line, content }) =>
    content === undefined ? [] : [[line, content === 'too-long' ? content : content.toString('latin1')]],
  );

const line = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: fc.constantFrom('a', '"', '字', ' ', '\r', '\uFEFF'), maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(MAX_LINE_BYTES), 'y'.repeat(LONG), 'z'.repeat(3 * LONG)) },
);
const file = fc
  .tuple(fc.boolean(), fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([hasMark, lines, hasEnd]) =>
    Buffer.from(`${hasMark ? '\uFEFF' : ''}${lines.join('\n')}${hasEnd && lines.length > 0 ? '\n' : ''}`),
  );

it('cuts a file into the same lines, whatever pieces it comes in', async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.constantFrom(1, 2, 7, 1_000, LONG, 100_000), async (bytes, chunkBytes) => {
      const text = bytes.toString('utf8').replace(/^\uFEFF/u, '');
      const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text === '' ? [] : text.split('\n');
      const expected = lines.map((one, at) => {
        const content = Buffer.from(one);
        return [at + 1, content.length > MAX_LINE_BYTES ? 'too-long' : content.toString('latin1')];
      });

      const found = await linesOf(bytes, bytes.length > 1_000 ? Math.max(chunkBytes, 1_000) : chunkBytes);

      expect(said(found)).toEqual(expected);
      if (expected.length > 0) expect(found.at(-1)?.after).toMatchObject({ offset: bytes.length, isInside: false });
    }),
    { numRuns: 300 },
  );
});

it('goes on from any place that it has told of as if it had never stopped', async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.constantFrom(3, 1_000, LONG), fc.nat(), async (bytes, chunkBytes, stop) => {
      const size = bytes.length > 1_000 ? Math.max(chunkBytes, 1_000) : chunkBytes;
      const whole = await linesOf(bytes, size);
      if (whole.length === 0) return;
      const at = stop % whole.length;
      const place = whole[at]?.after ?? NOTHING_READ.place;

      const rest = await linesOf(bytes, size, place);

      expect(said([...whole.slice(0, at + 1), ...rest])).toEqual(said(whole));
    }),
    { numRuns: 300 },
  );
});

it('holds no more than a piece and a line of a line without end', async () => {
  let bytes = 0;
  async function* endless() {
    for (; bytes < 256 * 1024 * 1024; bytes += 64 * 1024) yield Buffer.alloc(64 * 1024, 'x');
  }
  const before = process.memoryUsage().arrayBuffers;
  const found: FileLine[] = [];
  for await (const lines of fileLines(endless(), NOTHING_READ.place)) {
    found.push(...lines.filter(({ content }) => content !== undefined));
    // what is no longer held is collected after some 64 MiB at the latest
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(128 * 1024 * 1024);
  }
  expect(said(found)).toEqual([[1, 'too-long']]);
});
