import { createHash } from 'node:crypto';

import { referenceContent } from '../../contracts/reference-content.ts';
import { type Route, routes } from '../../contracts/routes.ts';
import type { PublicAnswer } from '../../runtime/call.ts';
import { publicDoor } from '../../runtime/door.ts';

interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const { openApi, page, styleSource } = await referenceContent();

const pages: Readonly<Record<string, Page>> = {
  [routes.readOpenApi.path]: asPage('application/json', openApi, "default-src 'none'; frame-ancestors 'none'"),
  [routes.readDocs.path]: asPage(
    'text/html; charset=utf-8',
    page,
    `default-src 'none'; style-src ${styleSource}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  ),
};

function asPage(contentType: string, text: string, policy: string): Page {
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

/** Whether the caller's copy is current (RFC 9110, 13.1.2; a proxy that compresses weakens the tag). */
function isCurrent(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || (etag !== undefined && tags.includes(etag));
}

function answer(path: string, ifNoneMatch: string | undefined): PublicAnswer {
  const found = pages[path];
  if (found === undefined) throw new Error('a route that this function does not serve');
  const { text, headers } = found;
  if (!isCurrent(ifNoneMatch, headers['etag'])) return { status: 200, headers, text };
  const { 'content-type': _, ...kept } = headers;
  return { status: 304, headers: kept, text: '' };
}

const route: Route = routes.readDocs;

export const handler = publicDoor({
  route,
  handle: ({ rawPath, headers }) => answer(rawPath, headers['if-none-match']),
});
