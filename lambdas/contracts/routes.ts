import { insurerRoutes } from './insurer-routes.ts';
import { providerRoutes } from './provider-routes.ts';
import type { Route } from './route.ts';
import { statementRoutes } from './statement-routes.ts';
import { rare } from './route.ts';
import { reconciliationRoutes } from './reconciliation-routes.ts';

/** Every route of the public API: the stack, the local gateway, the OpenAPI document and the tests read it. */
export const routes = {
  ...insurerRoutes,
  ...statementRoutes,
  ...reconciliationRoutes,
  ...providerRoutes,
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
