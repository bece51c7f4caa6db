import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../local/clock.ts';
import { createControls } from '../../local/controls/controls.ts';

const asked: string[] = [];
const clock = createClock();
const controls = createControls({
  clock,
  insurer: { setMode: async (mode) => void asked.push(mode), claims: async () => [] },
  receiver: { setMode: (mode) => void asked.push(`webhooks ${mode}`), received: () => [] },
  drain: async () => void asked.push('drain'),
  backlog: async () => ({ 'claims.fifo': 3 }),
  ledger: async () => ({ balanced: true, accounts: [] }),
  closeDays: async (businessDate) => void asked.push(`close ${businessDate}`),
  runSchedules: async () => void asked.push(`schedules at ${new Date(clock.now()).toISOString().slice(0, 16)}`),
});

async function control(method: string, target: string, content?: unknown) {
  const body = Buffer.from(
    typeof content === 'string' ? content : content === undefined ? '' : JSON.stringify(content),
  );
  const answer = await controls({ method, target, headers: [], body, sourceIp: '127.0.0.1' });
  return { status: answer.status, body: JSON.parse(answer.body.toString('utf8')) as Record<string, unknown> };
}

describe('PUT /_local/clock', () => {
  it('sets an instant and goes on ticking from it', async () => {
    const { status, body } = await control('PUT', '/_local/clock', { now: '2026-06-15T10:00:00+08:00' });
    expect(status).toBe(200);
    expect(Date.parse(String(body['now'])) - Date.parse('2026-06-15T02:00:00Z')).toBeLessThan(500);
    const before = clock.now();
    await sleep(30);
    expect(clock.now() - before).toBeGreaterThanOrEqual(25);
  });

  it('advances, goes back, and returns to real time', async () => {
    const before = clock.now();
    await control('PUT', '/_local/clock', { advanceSeconds: 3600 });
    expect(Math.round((clock.now() - before) / 60_000)).toBe(60);
    await control('PUT', '/_local/clock', { advanceSeconds: -7200 });
    expect(Math.round((clock.now() - before) / 60_000)).toBe(-60);
    await control('PUT', '/_local/clock', { now: null });
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5);
  });

  it('runs what has come due before it answers, by the new time', async () => {
    asked.length = 0;
    await control('PUT', '/_local/clock', { now: '2026-06-15T10:00:00+08:00' });
    await control('PUT', '/_local/clock', { advanceSeconds: 3600 });
    expect(asked).toEqual(['schedules at 2026-06-15T02:00', 'schedules at 2026-06-15T03:00']);
    await control('PUT', '/_local/clock', { now: null });
  });

  it.each([
    [{ now: 'tomorrow' }, 'now'],
    [{ now: '2026-06-15T10:00:00' }, 'now'],
    [{ now: '2026-13-15T10:00:00Z' }, 'now'],
    [{ now: '2026-02-30T00:00:00Z' }, 'now'],
    [{ now: '2027-02-29T08:00:00+08:00' }, 'now'],
    [{ now: '1999-12-31T23:59:59Z' }, 'now'],
    [{ now: 5 }, 'now'],
    [{}, 'now'],
    [{ now: null, advanceSeconds: 1 }, 'now'],
    [{ advanceSeconds: '1' }, 'advanceSeconds'],
    [{ advanceSeconds: 1e12 }, 'advanceSeconds'],
    [{ now: null, zone: 'Asia/Shanghai' }, 'zone'],
    ['[]', ''],
    ['{', ''],
  ])('refuses %j, naming %j, and leaves the clock alone', async (content, path) => {
    const before = clock.now() - Date.now();
    const { status, body } = await control('PUT', '/_local/clock', content);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.malformed', errors: [{ path }] });
    expect(Math.abs(clock.now() - Date.now() - before)).toBeLessThan(5);
  });
});

describe('the other controls', () => {
  it('passes the mode on to the insurer, and refuses one that is none', async () => {
    expect((await control('PUT', '/_local/insurer', { mode: 'slow' })).body).toEqual({ mode: 'slow' });
    expect(asked).toContain('slow');
    const refused = await control('PUT', '/_local/insurer', { mode: 'sleepy' });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'mode' }] } });
  });

  it('passes the mode on to the receiver of webhooks, and lists what that got', async () => {
    expect((await control('PUT', '/_local/webhooks', { mode: 'gone' })).body).toEqual({ mode: 'gone' });
    expect(asked).toContain('webhooks gone');
    expect(await control('GET', '/_local/webhooks')).toEqual({ status: 200, body: [] });
    const refused = await control('PUT', '/_local/webhooks', { mode: 'reject', since: 1 });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'since' }] } });
  });

  it('drains', async () => {
    expect((await control('POST', '/_local/drain', {})).status).toBe(200);
    expect(asked).toContain('drain');
  });

  it('tells what is left to do', async () => {
    expect(await control('GET', '/_local/backlog')).toEqual({ status: 200, body: { 'claims.fifo': 3 } });
  });

  it('closes days that have begun, and names a bad one', async () => {
    await control('PUT', '/_local/clock', { now: '2026-06-15T00:10:00+08:00' });
    const close = (businessDate: unknown) => control('POST', '/_local/close-day', { businessDate });

    expect(await close('2026-06-14')).toEqual({ status: 200, body: { businessDate: '2026-06-14' } });
    expect(asked.at(-1)).toBe('close 2026-06-14');
    for (const bad of ['2026-06-16', '2026-06-31', 20260614, undefined]) {
      expect(await close(bad)).toMatchObject({ status: 400, body: { errors: [{ path: 'businessDate' }] } });
    }
  });

  it.each([
    ['DELETE', '/_local/clock'],
    ['GET', '/_local/toString'],
  ])('has no %s %s', async (method, target) => {
    expect(await control(method, target, {})).toMatchObject({ status: 404, body: { code: 'route.unknown' } });
  });
});
