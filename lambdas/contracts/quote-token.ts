import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { EpochMs } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';

/** A quote stands for 15 minutes. */
export const QUOTE_LIFE_MS = 15 * 60_000;

/** What a quote binds: one order of one provider, by the digest of its content, to what the patient pays at the most. */
export interface Quote {
  readonly providerId: string;
  readonly orderNo: string;
  readonly orderDigest: string;
  readonly patient: Fen;
  readonly expiresAt: EpochMs;
}

const packedQuote = z.tuple([z.string(), z.string(), z.string(), z.int().min(0), z.int()]);

/** A quote as a token that only this product can make: its content and an HMAC-SHA256 over it, both base64url. */
export function quoteToken(key: Buffer, quote: Quote): string {
  const { providerId, orderNo, orderDigest, patient, expiresAt } = quote;
  const content = Buffer.from(JSON.stringify([providerId, orderNo, orderDigest, patient, expiresAt])).toString(
    'base64url',
  );
  return `${content}.${seal(key, content).toString('base64url')}`;
}

/** The quote of a token; `undefined` where the token is not one of ours. */
export function parseQuoteToken(key: Buffer, token: string): Quote | undefined {
  const [content = '', mac = '', ...more] = token.split('.');
  const [right, given] = [seal(key, content), Buffer.from(mac, 'base64url')];
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const [providerId, orderNo, orderDigest, patient, expiresAt] = packedQuote.parse(
    JSON.parse(Buffer.from(content, 'base64url').toString('utf8')),
  );
  return { providerId, orderNo, orderDigest, patient, expiresAt };
}

const seal = (key: Buffer, content: string): Buffer => createHmac('sha256', key).update(content).digest();
