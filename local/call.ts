// npm run -s call -- <partnerId> <METHOD> <path> [@file.json | @file.ndjson | JSON]
import { callRequest } from './call-request.ts';
import { StartFailure } from './engines/start-failure.ts';
import { readCredentials } from './partners/credentials-file.ts';
import { askAs, productTime } from './signing/partner-client.ts';
import type { PartnerAnswer } from './signing/partner-client.ts';
import { baseUrl, readSettings } from './settings.ts';

/** Exit status: 0 for an answer below 400, 1 for a problem document, 2 where nothing could be asked. */
async function main(words: readonly string[]): Promise<void> {
  const { port, localDir } = readSettings(process.env);
  const base = baseUrl(port);
  const { partnerId, ...request } = callRequest(words, base);
  const partners = readCredentials(localDir);
  const credential = partners.find((one) => one.partnerId === partnerId);
  if (!credential) {
    throw new StartFailure(`There is no partner ${partnerId}: ${partners.map((one) => one.partnerId).join(', ')}.`);
  }
  const now = await productTime(base).catch((cause: unknown) => {
    throw new StartFailure(`Nothing answers at ${base.origin}: is \`npm start\` running, and is PORT the same?`, {
      cause,
    });
  });
  print(await askAs(credential, request, now));
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
