import type { EpochMs } from '../domain/calendar.ts';
import type { PartnerKind } from '../contracts/route.ts';

/** The partner whose signature was verified. */
export interface Caller {
  readonly partnerId: string;
  readonly kind: PartnerKind;
}

/**
 * One admitted request as a use case sees it. `body` has been parsed by the route's schema.
 * `admission` settles when the nonce has been claimed: it is claimed while the first read is under way, so that it costs no
 * round trip of its own. Whoever writes awaits it first; the shell awaits it before any answer.
 */
export interface Call<Body> {
  readonly caller: Caller;
  readonly body: Body;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** the header; it is not signed, so that it may only choose between forms of one answer */
  readonly accept?: string | undefined;
  /** the header; not signed either */
  readonly acceptEncoding?: string | undefined;
  /** the instant at which the gateway received the request */
  readonly now: EpochMs;
  readonly requestId: string;
  readonly admission: Promise<void>;
}

/**
 * One webhook whose signature was verified, as a use case sees it. There is no nonce to wait for: `webhookId` names the event however
 * often it is delivered, and whoever writes keeps it with the effect.
 */
export interface WebhookCall<Event> {
  readonly caller: Caller;
  /** 1 to 128 visible ASCII characters, chosen by the sender */
  readonly webhookId: string;
  /** when this delivery was signed, epoch seconds */
  readonly timestamp: number;
  readonly body: Event;
  /** SHA-256 of the bytes of the body as they arrived, base64url: what a repeated delivery is compared by */
  readonly bodyDigest: string;
  /** the instant at which the gateway received this delivery */
  readonly now: EpochMs;
  readonly requestId: string;
}

/** What a use case answers. `replayed` becomes the header `connector-replayed: true`. */
export interface Answer {
  readonly status: 200 | 201 | 202;
  readonly body: unknown;
  readonly replayed?: boolean | undefined;
}

/** A request on a public route: nobody is asked who they are. */
export interface PublicCall {
  /** the path as it was sent, since one handler may serve several */
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly now: EpochMs;
  readonly requestId: string;
}

/** A text of a media type of its own. */
export interface TextAnswer {
  readonly status: 200 | 304;
  /** names in lower case; `content-type` among them where there is a text */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Bytes of a media type of their own. */
export interface BytesAnswer {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** whether they are UTF-8 and may stand in a JSON document as they are */
  readonly isText: boolean;
}

/** What a public route answers. */
export type PublicAnswer = Pick<Answer, 'status' | 'body'> | TextAnswer;
