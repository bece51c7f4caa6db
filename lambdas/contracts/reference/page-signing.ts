import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { jsonText } from './prose.ts';
import { signingExample } from './signing-example.ts';
import { webhookExample } from './webhook-example.ts';

/** A request signed for real, so that a reader can check every byte of it. */
export function signingPart(): Markup {
  const { method, path, authority, body, base, headers } = signingExample();
  return markup`<h3 id="signing-example"><a class="anchor" href="#signing-example">A worked example</a></h3>
    <p>
      Signed with the test key of RFC 9421, appendix B.1.4, so that you can check your own code against it byte by byte.
      The body, in one line:
    </p>
    ${wrapped(body)}
    <p>The signature base. Lines are separated by one line feed, and none follows the last:</p>
    ${wrapped(base)}
    <p>What is sent:</p>
    ${wrapped(requestHead(method, path, authority, headers))}
    <p>The same order, laid out:</p>
    <pre tabindex="0"><code>${jsonText(JSON.parse(body))}</code></pre>`;
}

/** The same for a webhook. */
export function webhookPart(): Markup {
  const { path, authority, secret, body, base, headers } = webhookExample();
  return markup`<h3 id="webhook-example"><a class="anchor" href="#webhook-example">A worked example</a></h3>
    <p>Signed with <code>${secret}</code>, the secret of the standard's own examples. The body, in one line:</p>
    ${wrapped(body)}
    <p>What is signed:</p>
    ${wrapped(base)}
    <p>What is sent, before the body:</p>
    ${wrapped(requestHead('POST', path, authority, headers))}`;
}

const wrapped = (text: string): Markup => markup`<pre class="wrap" tabindex="0"><code>${text}</code></pre>`;

function requestHead(
  method: string,
  path: string,
  authority: string,
  headers: Readonly<Record<string, string>>,
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, `Host: ${authority}`, ...lines].join('\n');
}
