export type PartnerKind = 'hospital' | 'pharmacy' | 'insurer';

/** Who may come in: the kinds of partner whose signature opens the route, or nobody in particular. */
export type Door = readonly PartnerKind[] | 'public';

export interface Route {
  readonly operationId: string;
  readonly method: 'GET' | 'PUT' | 'POST';
  /** as API Gateway writes it: `/v1/orders/{orderNo}` */
  readonly path: `/${string}`;
  /** the file of lambdas/handlers/http that serves it, without its extension */
  readonly handler: string;
  readonly door: Door;
  /** how the caller proves who it is; where left out, by an HTTP Message Signature (RFC 9421) */
  readonly proof?: 'standard-webhooks';
  /** bytes of the raw body; 0 where the route takes none */
  readonly bodyLimit: number;
  /** requests a second, and how many at once, over all callers */
  readonly throttle: { readonly rate: number; readonly burst: number };
}

export const BODY_LIMIT_BYTES = 256 * 1024;
/** Of a list of many entries. As NDJSON it comes in base64, and four thirds of it still fit into the 6 MB that a function is given. */
export const LIST_LIMIT_BYTES = 4 * 1024 * 1024;

/** Requests a second, and how many at once. */
export const busy = { rate: 2_000, burst: 4_000 };
export const steady = { rate: 200, burst: 400 };
export const rare = { rate: 20, burst: 40 };
