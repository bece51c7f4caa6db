import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteMatch } from './route-table.ts';

/** A request as it came over the wire. */
export interface ArrivedRequest {
  readonly method: string;
  /** path and query, exactly as sent */
  readonly target: string;
  /** name and value as sent, repeated where sent repeatedly */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface Arrival {
  readonly requestId: string;
  /** epoch milliseconds of the product's clock */
  readonly at: number;
}

const TEXT_CONTENT = /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))\s*(;|$))/i;

export function splitTarget(target: string): { rawPath: string; rawQueryString: string } {
  const mark = target.indexOf('?');
  return mark < 0
    ? { rawPath: target, rawQueryString: '' }
    : { rawPath: target.slice(0, mark), rawQueryString: target.slice(mark + 1) };
}

/** The event of payload format 2.0, as API Gateway gives it to a function. */
export function proxyEvent(request: ArrivedRequest, match: RouteMatch, arrival: Arrival): APIGatewayProxyEventV2 {
  const { rawPath, rawQueryString } = splitTarget(request.target);
  const { headers, cookies } = joinHeaders(request.headers);
  const query = joinQuery(rawQueryString);
  const host = headers['host'] ?? '';
  const asText = TEXT_CONTENT.test(headers['content-type'] ?? '') && isUtf8(request.body);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: host.replace(/:\d+$/, ''),
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: arrival.requestId,
      routeKey: match.route.routeKey,
      stage: '$default',
      time: commonLogTime(arrival.at),
      timeEpoch: arrival.at,
    },
    ...(Object.keys(match.pathParameters).length > 0 ? { pathParameters: match.pathParameters } : {}),
    ...(request.body.length > 0 ? { body: request.body.toString(asText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: request.body.length > 0 && !asText,
  };
}

function joinHeaders(sent: ArrivedRequest['headers']): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  const cookies: string[] = [];
  for (const [name, value] of sent) {
    const key = name.toLowerCase();
    if (key === 'cookie') cookies.push(...value.split(/;\s*/));
    else headers[key] = key in headers ? `${headers[key]},${value}` : value;
  }
  return { headers: { ...headers }, cookies };
}

function joinQuery(rawQueryString: string): Record<string, string> | undefined {
  if (rawQueryString === '') return undefined;
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

/** `21/Nov/2026:02:05:00 +0000` */
function commonLogTime(at: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
