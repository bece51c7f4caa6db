import { readFileSync } from 'node:fs';
import { JSON_TYPE, NDJSON_TYPE } from '../lambdas/contracts/list-schema.ts';
import { StartFailure } from './engines/start-failure.ts';

export interface CallRequest {
  readonly partnerId: string;
  readonly method: string;
  readonly url: URL;
  readonly body: Buffer | undefined;
  /** of the body */
  readonly mediaType: string;
}

const USAGE = 'usage: npm run -s call -- <partnerId> <METHOD> <path> [@file.json | @file.ndjson | JSON]';
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD'];
const BODILESS = ['GET', 'HEAD'];

/** The request that the command line asks for; what cannot be meant is refused in one sentence before anything is signed. */
export function callRequest([partnerId, word, path, content, ...more]: readonly string[], base: URL): CallRequest {
  const method = word?.toUpperCase() ?? '';
  if (!partnerId || !METHODS.includes(method) || !path?.startsWith('/')) throw new StartFailure(USAGE);
  if (more.length > 0) {
    throw new StartFailure(`There are too many arguments, from "${more[0]}" on: is a JSON body in single quotes?`);
  }
  if (content !== undefined && BODILESS.includes(method)) throw new StartFailure(`A ${method} request has no body.`);
  const url = ownAddress(path, base);
  // a file of lines says so in its name
  const mediaType = content?.startsWith('@') && content.endsWith('.ndjson') ? NDJSON_TYPE : JSON_TYPE;
  return { partnerId, method, url, body: content === undefined ? undefined : bodyOf(content), mediaType };
}

function ownAddress(path: string, base: URL): URL {
  // `//host` and its spellings are addresses of another host, which would get the signature
  const url = URL.parse(path, base.href);
  if (path.startsWith('//') || url?.origin !== base.origin) {
    throw new StartFailure(`The path ${path} leads away from ${base.origin}: it must begin with one slash.`);
  }
  return url;
}

function bodyOf(content: string): Buffer {
  if (content.startsWith('@')) return fileContent(content.slice(1));
  try {
    JSON.parse(content);
  } catch (cause) {
    throw new StartFailure('The body is not JSON: is the @ before the name of a file missing?', { cause });
  }
  return Buffer.from(content);
}

function fileContent(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new StartFailure(`The body cannot be read from ${file}.`, { cause });
  }
}
