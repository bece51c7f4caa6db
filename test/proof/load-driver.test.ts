import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Drive } from '../../proof/load/driver.ts';
import { drive } from '../../proof/load/driver.ts';
import type { LineAnswer, PartnerLine } from '../../proof/load/partner-line.ts';
import type { Kind } from '../../proof/load/partner-request.ts';
import { createTally } from '../../proof/load/tally.ts';
import { worldOf } from '../../proof/load/world.ts';

const NOW = Date.parse('2026-06-15T10:00:00+08:00');
const given: Drive = { world: worldOf('L1', 20), seed: 7, rate: 200, warmUpSeconds: 0, seconds: 0.5, pauseMs: 20 };

/** Answers as the product would, as far as a load looks. */
function answerTo(path: string, method: string): LineAnswer {
  const id = path.startsWith('/v1/authorizations') ? { authorizationId: 'a.1', status: 'authorized' } : {};
  const isMade = method === 'PUT' || /authorizations|settlements|reversals/.test(path);
  return { status: isMade ? 201 : 200, headers: {}, text: JSON.stringify({ ...id, totals: { insurer: 100 } }) };
}

async function driven(line: PartnerLine, over: Partial<Drive> = {}) {
  const [tally, journal] = [createTally(), new PassThrough()];
  const journalled = text(journal);
  const { orders } = await drive({ ...given, ...over }, { line, tally, journal, now: () => NOW });
  journal.end();
  const entries = (await journalled)
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => JSON.parse(one) as Record<string, unknown>);
  const of = (kind: Kind | 'all') => tally.sums().sums.find((one) => one.kind === kind);
  return { orders, tally: tally.sums(), of, entries };
}

describe('the driver of a load', () => {
  it('begins orders whatever becomes of those before: the first answer comes when half of all have been asked', async () => {
    const enough = Promise.withResolvers<void>();
    let asked = 0;
    const { orders, of } = await driven(async ({ path, method }) => {
      asked += 1;
      if (asked === 50) enough.resolve();
      await enough.promise;
      return answerTo(path, method);
    });
    expect(orders).toBe(100);
    expect(of('all')).toMatchObject({ errors: 0 });
    expect(asked).toBeGreaterThan(100);
  });

  it('counts the wait for an answer before it as latency, because the request was due', async () => {
    const { of } = await driven(async ({ path, method }) => {
      // answered long after the capture was due, which is answered at once
      if (path === '/v1/authorizations') await new Promise((resolve) => void setTimeout(resolve, 400));
      return answerTo(path, method);
    });
    expect(of('capture')?.answered).toBeGreaterThan(0);
    expect(of('capture')?.p50).toBeGreaterThan(300);
  });

  it('journals the answer to each request that has an effect, under the digest of what was sent', async () => {
    const { entries } = await driven(async ({ path, method }) => answerTo(path, method));
    const operations = [...new Set(entries.map(({ operation }) => operation))];
    expect(operations).toEqual(expect.arrayContaining(['settle', 'authorize', 'capture', 'event']));
    for (const entry of entries) expect(entry).toMatchObject({ at: NOW, insurer: 100 });
    expect(entries[0]?.['content']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('counts what is not answered, and what is answered otherwise than it should be or than the first time', async () => {
    let count = 0;
    const { of, tally } = await driven(async ({ path, method }) => {
      count += 1;
      if (path === '/v1/settlements') throw new Error('the connection was reset');
      if (path === '/v1/quotes') return { status: 500, headers: {}, text: '{"code":"connector.defect"}' };
      return { ...answerTo(path, method), text: JSON.stringify({ authorizationId: 'a.1', count }) };
    });
    expect(of('settlement')).toMatchObject({ errors: of('settlement')?.answered });
    expect(tally.answers['none']).toBeGreaterThan(0);
    expect(tally.faults['quote: 500 connector.defect']).toBe(of('quote')?.answered);
    expect(Object.keys(tally.faults)).toContainEqual(
      expect.stringMatching(/^the same again: another answer than the first time/),
    );
  });
});
