import { createHash } from 'node:crypto';

import { referenceContent } from '../../contracts/reference-content.ts';
import { type Route, routes } from '../../contracts/routes.ts';
import type { PublicAnswer } from '../../runtime/call.ts';
import type { HttpHandler } from '../../runtime/http-shell.ts';
import { publicDoor } from '../../runtime/public-door.ts';

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

function serve(route: Route): HttpHandler {
  const found = pages[route.path];
  if (found === undefined) throw new Error(`no page for ${route.path}`);
  const { text, headers } = found;
  const { 'content-type': _, ...unchanged } = headers;
  return publicDoor({
    route,
    handle: (call): PublicAnswer =>
      isCurrent(call.headers['if-none-match'], headers['etag'])
        ? { status: 304, headers: unchanged, text: '' }
        : { status: 200, headers, text },
  });
}

const [openApiDoor, docsDoor] = [serve(routes.readOpenApi), serve(routes.readDocs)];

export const handler: HttpHandler = (event, context) =>
  (event.rawPath === routes.readOpenApi.path ? openApiDoor : docsDoor)(event, context);
