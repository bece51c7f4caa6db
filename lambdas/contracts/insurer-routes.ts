import type { Route } from './route.ts';
import { BODY_LIMIT_BYTES, LIST_LIMIT_BYTES, rare, steady } from './route.ts';

/** The insurer's doors. */
export const insurerRoutes = {
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
  startEnrolment: {
    operationId: 'startEnrolment',
    method: 'POST',
    path: '/v1/enrolments',
    handler: 'enrolments',
    door: ['insurer'],
    bodyLimit: LIST_LIMIT_BYTES,
    throttle: rare,
  },
  readEnrolment: {
    operationId: 'readEnrolment',
    method: 'GET',
    path: '/v1/enrolments/{enrolmentId}',
    handler: 'enrolment-reports',
    door: ['insurer'],
    bodyLimit: 0,
    throttle: rare,
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
} as const satisfies Record<string, Route>;
