/** A route of the HTTP API: `PUT /v1/plans/{planId}`, `ANY /x/{proxy+}` or `$default`. */
export interface GatewayRoute {
  readonly routeKey: string;
  /** the function that serves it */
  readonly target: string;
}

export interface RouteMatch {
  readonly route: GatewayRoute;
  /** decoded */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: GatewayRoute;
  readonly method: string;
  readonly segments: readonly string[];
  readonly rank: string;
}

const DEFAULT_ROUTE = '$default';
const isGreedy = (segment: string) => segment.startsWith('{') && segment.endsWith('+}');
const isParameter = (segment: string) => segment.startsWith('{') && segment.endsWith('}');

/** Matches as API Gateway does: exact before `{param}` before `{proxy+}` before `$default`, and a method before `ANY`. */
export function routeTable(
  routes: readonly GatewayRoute[],
): (method: string, rawPath: string) => RouteMatch | undefined {
  const compiled = routes.map(compile).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  return (method, rawPath) => {
    const path = rawPath.split('/').slice(1);
    for (const candidate of compiled) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const pathParameters = matchSegments(candidate.segments, path);
      if (pathParameters) return { route: candidate.route, pathParameters };
    }
    return undefined;
  };
}

function compile(route: GatewayRoute): CompiledRoute {
  if (route.routeKey === DEFAULT_ROUTE) return { route, method: 'ANY', segments: ['{proxy+}'], rank: '9' };
  const [method = '', path = ''] = route.routeKey.split(' ');
  const segments = path.split('/').slice(1);
  const kinds = segments.map((segment) => (isGreedy(segment) ? '2' : isParameter(segment) ? '1' : '0')).join('');
  return { route, method, segments, rank: `${kinds} ${method === 'ANY' ? '1' : '0'}` };
}

function matchSegments(segments: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = path[index];
    if (part === undefined) return undefined;
    if (isGreedy(segment)) {
      parameters[segment.slice(1, -2)] = decodeURIComponent(path.slice(index).join('/'));
      return parameters;
    }
    if (isParameter(segment)) {
      if (part === '') return undefined;
      parameters[segment.slice(1, -1)] = decodeURIComponent(part);
    } else if (segment !== part) return undefined;
  }
  return segments.length === path.length ? parameters : undefined;
}
