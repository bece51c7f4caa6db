/** Every route of the public API, in one place: the stack, the local gateway, the OpenAPI document and the tests read it. */

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

const busy = { rate: 2_000, burst: 4_000 };
const steady = { rate: 200, burst: 400 };
const rare = { rate: 20, burst: 40 };

export const routes = {
  publishPlan: {
    operationId: 'publishPlan',
    method: 'PUT',
    path: '/v1/plans/{planId}/versions/{version}',
    handler: 'plans',
    door: ['insurer'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: rare,
  },
  publishFormulary: {
    operationId: 'publishFormulary',
    method: 'PUT',
    path: '/v1/formularies/{formularyId}/versions/{version}',
    handler: 'formularies',
    door: ['insurer'],
    bodyLimit: LIST_LIMIT_BYTES,
    throttle: rare,
  },
  putCoverage: {
    operationId: 'putCoverage',
    method: 'PUT',
    path: '/v1/coverages/{coverageId}',
    handler: 'coverages',
    door: ['insurer'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: steady,
  },
  putPool: {
    operationId: 'putPool',
    method: 'PUT',
    path: '/v1/pools/{poolId}',
    handler: 'pools',
    door: ['insurer'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: rare,
  },
  checkEligibility: {
    operationId: 'checkEligibility',
    method: 'POST',
    path: '/v1/eligibility-checks',
    handler: 'eligibility-checks',
    door: ['hospital'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: busy,
  },
  quoteOrder: {
    operationId: 'quoteOrder',
    method: 'POST',
    path: '/v1/quotes',
    handler: 'quotes',
    door: ['hospital'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: busy,
  },
  settleOrder: {
    operationId: 'settleOrder',
    method: 'POST',
    path: '/v1/settlements',
    handler: 'settlements',
    door: ['hospital'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: busy,
  },
  authorizeOrder: {
    operationId: 'authorizeOrder',
    method: 'POST',
    path: '/v1/authorizations',
    handler: 'authorizations',
    door: ['hospital'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: busy,
  },
  captureAuthorization: {
    operationId: 'captureAuthorization',
    method: 'POST',
    path: '/v1/authorizations/{authorizationId}/captures',
    handler: 'captures',
    door: ['hospital'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: busy,
  },
  voidAuthorization: {
    operationId: 'voidAuthorization',
    method: 'POST',
    path: '/v1/authorizations/{authorizationId}/void',
    handler: 'voids',
    door: ['hospital'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: busy,
  },
  reverseOrder: {
    operationId: 'reverseOrder',
    method: 'POST',
    path: '/v1/orders/{orderNo}/reversals',
    handler: 'reversals',
    door: ['hospital'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: busy,
  },
  putPrescription: {
    operationId: 'putPrescription',
    method: 'PUT',
    path: '/v1/prescriptions/{prescriptionNo}',
    handler: 'prescriptions',
    door: ['hospital'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: busy,
  },
  voidPrescription: {
    operationId: 'voidPrescription',
    method: 'POST',
    path: '/v1/prescriptions/{prescriptionNo}/void',
    handler: 'prescription-voids',
    door: ['hospital'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: steady,
  },
  readOrder: {
    operationId: 'readOrder',
    method: 'GET',
    path: '/v1/orders/{orderNo}',
    handler: 'orders',
    door: ['hospital', 'pharmacy'],
    bodyLimit: 0,
    throttle: busy,
  },
  receivePharmacyEvent: {
    operationId: 'receivePharmacyEvent',
    method: 'POST',
    path: '/v1/webhooks/pharmacy-orders',
    handler: 'pharmacy-orders',
    door: ['pharmacy'],
    proof: 'standard-webhooks',
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: busy,
  },
  readHealth: {
    operationId: 'readHealth',
    method: 'GET',
    path: '/health',
    handler: 'health',
    door: 'public',
    bodyLimit: 0,
    throttle: rare,
  },
  readOpenApi: {
    operationId: 'readOpenApi',
    method: 'GET',
    path: '/openapi.json',
    handler: 'reference',
    door: 'public',
    bodyLimit: 0,
    throttle: rare,
  },
  readDocs: {
    operationId: 'readDocs',
    method: 'GET',
    path: '/docs',
    handler: 'reference',
    door: 'public',
    bodyLimit: 0,
    throttle: rare,
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

/** Whatever no route takes is answered 404 as a problem, like everything else, and not with the gateway's own words. */
export const unknownRoute = {
  operationId: 'unknownRoute',
  routeKey: '$default',
  handler: 'unknown-route',
  throttle: rare,
} as const;
