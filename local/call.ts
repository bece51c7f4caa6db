// npm run -s call -- <partnerId> <METHOD> <path> [@file.json | JSON]
import { readFileSync } from 'node:fs';
import { StartFailure } from './engines/start-failure.ts';
import { readCredentials } from './partners/credentials-file.ts';
import { askAs, productTime } from './signing/partner-client.ts';
import type { PartnerAnswer } from './signing/partner-client.ts';
import { baseUrl, readSettings } from './settings.ts';

const USAGE = 'usage: npm run -s call -- <partnerId> <METHOD> <path> [@file.json | JSON]';

/** Exit status: 0 for an answer below 400, 1 for a problem document, 2 where nothing could be asked. */
async function main([partnerId, method, path, content]: readonly string[]): Promise<void> {
  if (!partnerId || !method || !path?.startsWith('/')) throw new StartFailure(USAGE);
  const { port, localDir } = readSettings(process.env);
  const base = baseUrl(port);
  const partners = readCredentials(localDir);
  const credential = partners.find((one) => one.partnerId === partnerId);
  if (!credential) {
    throw new StartFailure(`There is no partner ${partnerId}: ${partners.map((one) => one.partnerId).join(', ')}.`);
  }
  const body = content === undefined ? undefined : bodyOf(content);
  const now = await productTime(base).catch((cause: unknown) => {
    throw new StartFailure(`Nothing answers at ${base.origin}: is \`npm start\` running, and is PORT the same?`, {
      cause,
    });
  });
  print(await askAs(credential, { method: method.toUpperCase(), url: new URL(path, base), body }, now));
}

function bodyOf(content: string): Buffer {
  if (!content.startsWith('@')) return Buffer.from(content);
  try {
    return readFileSync(content.slice(1));
  } catch (cause) {
    throw new StartFailure(`The body cannot be read from ${content.slice(1)}.`, { cause });
  }
}

function print({ status, headers, text }: PartnerAnswer): void {
  console.error(`HTTP ${status}`);
  for (const [name, value] of headers) {
    if (name.startsWith('connector-') || name === 'retry-after') console.error(`${name}: ${value}`);
  }
  console.log(pretty(text));
  process.exitCode = status < 400 ? 0 : 1;
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartFailure ? error.message : error);
  process.exitCode = 2;
}
