import { MAX_DIAGNOSES, MAX_LINES } from '../order.ts';
import { BODY_LIMIT_BYTES, LIST_LIMIT_BYTES } from '../route.ts';

/** Rules that hold for every call, once: the OpenAPI document and the page both show them. `code` in backticks. */
export interface Convention {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export const conventions: readonly Convention[] = [
  {
    id: 'values',
    title: 'Values',
    paragraphs: [
      'JSON in UTF-8. Money is an integer number of fen (CNY 1/100), 0 to 9,999,999,999, never a fraction. Quantities are decimal strings such as `"1.5"`, above 0, up to `99999.9999`, at most four places. Rates are basis points: `8000` is 80 %.',
      'Instants are ISO 8601 with an offset, `2026-11-21T10:05:00+08:00`. Dates are `YYYY-MM-DD` in Asia/Shanghai, and must exist. Identifiers are 1 to 64 characters of `A-Z a-z 0-9 _ . -`. Names are 1 to 200 characters on one line.',
      `A body is at most ${BODY_LIMIT_BYTES / 1024} KiB, the list of a formulary ${LIST_LIMIT_BYTES / 1024 / 1024} MiB, an order at most ${MAX_LINES} lines and ${MAX_DIAGNOSES} diagnoses. Unknown fields in a request are refused. Ignore fields you do not know in an answer: we may add some.`,
    ],
  },
  {
    id: 'signing',
    title: 'Signing',
    paragraphs: [
      'Every call under `/v1`, webhooks apart, carries an HTTP Message Signature (RFC 9421) with the label `sig1`, made with a private key that only you have; we hold the public key. The algorithm is `ed25519`, or `rsa-v1_5-sha256` for older hardware.',
      'It covers `"@method"`, `"@authority"`, `"@path"` and `"@query"` (an empty query is `?`), with a body also `"content-digest"` (RFC 9530, `sha-256` of the bytes sent), and `"idempotency-key"` if you send that header. Its parameters are `created`, `nonce`, `keyid` and `alg`.',
      '`created` may differ from our clock by at most 300 seconds. A nonce is accepted once: sign again, with a new nonce, each time you repeat a request. Two of your keys may be active at once, so that you can replace one without a gap.',
      'Anything missing, wrong, expired or used before is answered 401 with a `signature.*` code, and nothing else is looked at. The right signature at the wrong door is 403, or 404 where existence itself is a secret.',
    ],
  },
  {
    id: 'webhooks',
    title: 'Webhooks',
    paragraphs: [
      'A pharmacy tells us of an order by webhooks that follow Standard Webhooks, so that its libraries can be used as they are. The secret is `whsec_` and base64; both of us have it, nobody else. Beside the headers of the standard, `connector-partner` says by whose secret a webhook is signed.',
      '`webhook-signature` is `v1,` and the HMAC-SHA256, in base64, of `webhook-id`, `webhook-timestamp` and the bytes of the body, each parted from the next by a full stop. Two of your secrets may be active at once; you may send several signatures, separated by spaces, and one that verifies is enough.',
      '`webhook-timestamp` is the second at which you signed this delivery, and may differ from our clock by at most 300. `webhook-id` names the event: 1 to 128 visible ASCII characters, the same each time you deliver it, for ever. The same id with the same bytes gives the same answer again; with other bytes it is 409 `webhook.conflict`.',
      'Anything missing, wrong or expired is answered 401 with a `signature.*` code, and nothing else is looked at. `signature.invalid` also answers for a partner that is none, is no pharmacy or has no secret. Deliver again, signed anew, until you are answered below 300; a problem with `retry: never` will not change.',
    ],
  },
  {
    id: 'idempotency',
    title: 'Repeating a request',
    paragraphs: [
      'Your own number is the key, for ever: you and `orderNo`. The same content again gives the same status and the same body with the header `connector-replayed: true`, whether it was approved or refused and however long ago. After a time-out, repeat the request.',
      'The same number with other content is 409 `order.conflict`, which names the fields that differ. Content is the route and the body without `quoteToken`. A thousand copies at once have one effect.',
      '`PUT` of a new object answers 201, the same again 200.',
    ],
  },
  {
    id: 'outcomes',
    title: 'Refusals and errors',
    paragraphs: [
      'A business refusal is no error: it is a decision, answered 200 or 201, with every reason in Chinese and English. An answer of 4xx or 5xx stores nothing and uses up no number.',
      'Errors are `application/problem+json` (RFC 9457) with a `code` of the closed list below, and `retry`, which tells a machine what to do next. A malformed request names every bad field in `errors`, up to 100: `lines[0].amount`, `[17].code` of a list, whose entries count from 0, `line[18].code` of NDJSON, whose lines count from 1.',
      'Calls above the rate of their route are answered 429 by the gateway, before we see them: wait a second, then repeat. Every other answer has the header `connector-request-id`; quote it when you ask us about a call.',
    ],
  },
];
