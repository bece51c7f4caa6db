import { createHash } from 'node:crypto';
import type { TextAnswer } from './call.ts';

/** A text that is the same for everybody until the next deployment. */
export interface StaticPage {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** `policy` is the page's content security policy. */
export function staticPage(contentType: string, text: string, policy: string): StaticPage {
  return {
    text,
    headers: {
      'content-type': contentType,
      'content-security-policy': policy,
      'cache-control': 'public, max-age=300',
      'etag': `"${createHash('sha256').update(text).digest('base64url')}"`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  };
}

/** The page, or word that the caller's copy of it is current. */
export function pageAnswer({ headers, text }: StaticPage, ifNoneMatch: string | undefined): TextAnswer {
  if (!isCurrent(ifNoneMatch, headers['etag'])) return { status: 200, headers, text };
  const { 'content-type': _, ...unchanged } = headers;
  return { status: 304, headers: unchanged, text: '' };
}

/** Whether the caller's copy is current (RFC 9110, 13.1.2; a proxy that compresses weakens the tag). */
function isCurrent(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || (etag !== undefined && tags.includes(etag));
}
