import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InsurerMode } from '../../local/insurer/insurer-modes.ts';
import { startInsurer } from '../../local/insurer/insurer-simulator.ts';
import type { InsurerSimulator } from '../../local/insurer/insurer-simulator.ts';
import { generateCredentials } from '../../local/partners/demo-partners.ts';
import { signRequest } from '../../local/signing/request-signature.ts';
import { removeDir, temporaryDir } from './fixtures/child.ts';

const SLOW_MS = 300;
const dir = temporaryDir();
const register = join(dir, 'insurer.sqlite');
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const { privateKey: otherKey } = generateKeyPairSync('ed25519');
const connectorPublicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const credentials = generateCredentials();

describe('the simulated insurer', () => {
  const results: { url: string; body: unknown; signed: boolean }[] = [];
  // the connector, as far as the insurer needs it
  const connector = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString('utf8');
      if (request.url === '/_local/clock') response.end(JSON.stringify({ now: '2026-06-15T02:00:00Z' }));
      else {
        const input = String(request.headers['signature-input']);
        const signed = input.includes('keyid="insurer-b/first"') && input.includes('created=1781488800');
        results.push({ url: request.url ?? '', body: JSON.parse(text), signed });
        response.end('{}');
      }
    })();
  });
  let insurer: InsurerSimulator;
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      connector.listen(0, '127.0.0.1', resolve);
    });
    const address = connector.address();
    const connectorUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    insurer = await startInsurer({ register, slowMs: SLOW_MS, connectorPublicKeyPem, connectorUrl, credentials });
  });
  afterAll(async () => {
    await insurer.stop();
    connector.close();
    removeDir(dir);
  });

  async function submit(
    claimId: string,
    options: { sign?: 'not' | 'other content' | 'other key'; key?: string; signal?: AbortSignal } = {},
  ) {
    const url = new URL(insurer.claimsUrlOf('insurer-b'));
    const body = Buffer.from(JSON.stringify({ claimId, type: 'settlement', orderNo: 'O-1' }));
    const headers = { 'content-type': 'application/json', 'idempotency-key': options.key ?? claimId };
    const signature = signRequest(
      { method: 'POST', url, headers, body },
      { keyId: 'connector/first', privateKey: options.sign === 'other key' ? otherKey : privateKey },
      1_781_488_800,
    );
    const sent = options.sign === 'other content' ? Buffer.from(body.toString('utf8').replace('O-1', 'O-2')) : body;
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, ...(options.sign === 'not' ? {} : signature) },
      body: new Uint8Array(sent),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  async function ask(claimId: string) {
    const url = new URL(`${insurer.claimsUrlOf('insurer-b')}/${claimId}`);
    const key = { keyId: 'connector/first', privateKey };
    const headers = signRequest({ method: 'GET', url, headers: {} }, key, 1_781_488_800);
    const response = await fetch(url, { headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const held = async () => (await insurer.claims()) as { claimId: string; submissions: number }[];
  async function inMode(mode: InsurerMode, act: () => Promise<void>) {
    await insurer.setMode(mode);
    try {
      await act();
    } finally {
      await insurer.setMode('up');
    }
  }

  it('up: accepts a claim, holds it once however often it comes, and answers the same', async () => {
    const first = await submit('CL-up');
    expect(first).toMatchObject({
      status: 200,
      body: { status: 'accepted', insurerClaimNo: expect.any(String) as string },
    });
    expect(await submit('CL-up')).toEqual(first);
    expect(await ask('CL-up')).toEqual(first);
    expect((await held()).filter(({ claimId }) => claimId === 'CL-up')).toMatchObject([{ submissions: 2 }]);
  });

  it('answers 404 for a claim that never arrived', async () => {
    expect((await ask('CL-never')).status).toBe(404);
  });

  it('down: 503, and holds nothing', async () => {
    await inMode('down', async () => {
      expect((await submit('CL-down')).status).toBe(503);
      expect((await ask('CL-down')).status).toBe(503);
    });
    expect((await ask('CL-down')).status).toBe(404);
  });

  it('slow: the same answer, later', async () => {
    await inMode('slow', async () => {
      const began = performance.now();
      expect((await submit('CL-slow')).body['status']).toBe('accepted');
      expect(performance.now() - began).toBeGreaterThanOrEqual(SLOW_MS - 5);
    });
  });

  it('timeout-after-commit: holds the claim and never says so, but tells when asked', async () => {
    await inMode('timeout-after-commit', async () => {
      await expect(submit('CL-lost', { signal: AbortSignal.timeout(300) })).rejects.toThrow(/timeout/);
      expect((await ask('CL-lost')).body['status']).toBe('accepted');
    });
  });

  it('reject: says so, and stays with it', async () => {
    await inMode('reject', async () => {
      expect((await submit('CL-no')).body).toEqual({ status: 'rejected', reason: 'simulated rejection' });
    });
    expect((await submit('CL-no')).body['status']).toBe('rejected');
  });

  it('duplicate-answer: the answer comes once more, signed by that insurer at the product’s time', async () => {
    await inMode('duplicate-answer', async () => {
      const { body } = await submit('CL-twice');
      expect(body['status']).toBe('accepted');
      await expect.poll(() => results).toEqual([{ url: '/v1/claims/CL-twice/result', body, signed: true }]);
    });
  });

  it('takes nothing that the connector has not signed', async () => {
    expect((await submit('CL-forged', { sign: 'not' })).status).toBe(401);
    expect((await submit('CL-forged', { sign: 'other content' })).status).toBe(401);
    expect((await submit('CL-forged', { sign: 'other key' })).status).toBe(401);
    expect((await ask('CL-forged')).status).toBe(404);
  });

  it('refuses a claim under another Idempotency-Key', async () => {
    expect((await submit('CL-key', { key: 'CL-other' })).status).toBe(400);
  });

  it('knows its claims again after a restart', async () => {
    const before = await held();
    await insurer.stop();
    insurer = await startInsurer({ register, slowMs: SLOW_MS });
    expect(await held()).toEqual(before);
    expect(before.length).toBeGreaterThan(3);
  });
});
