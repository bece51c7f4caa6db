import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { StartFailure } from '../engines/start-failure.ts';
import { makeDirectory } from '../make-directory.ts';
import { credentialFault } from './credential-fault.ts';
import { generateCredentials } from './demo-partners.ts';
import type { Credential } from './demo-partners.ts';

export const credentialsFile = (localDir: string): string => join(localDir, 'credentials.json');

/** The demo partners' keys, generated at the first start and kept from then on. Only this file holds the private ones. */
export function loadOrCreateCredentials(localDir: string): readonly Credential[] {
  const file = credentialsFile(localDir);
  makeDirectory(localDir);
  if (!existsSync(file)) {
    // two first starts at once: the one that links first wins, the other reads what it wrote
    const draft = writeDraft(file, generateCredentials());
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  const kept = readCredentials(localDir);
  const completed = complete(kept);
  if (!isDeepStrictEqual(completed, kept)) renameSync(writeDraft(file, completed), file);
  return completed;
}

/** With the demo partners, and the secrets of theirs, that a file of an earlier version does not have. */
function complete(kept: readonly Credential[]): readonly Credential[] {
  const fresh = new Map(generateCredentials().map((one) => [one.partnerId, one]));
  const known = new Set(kept.map(({ partnerId }) => partnerId));
  const secrets = kept.map((one) => {
    const { webhookSecret } = fresh.get(one.partnerId) ?? {};
    return webhookSecret === undefined ? one : { webhookSecret, ...one };
  });
  return [...secrets, ...[...fresh.values()].filter(({ partnerId }) => !known.has(partnerId))];
}

export function readCredentials(localDir: string): readonly Credential[] {
  const file = credentialsFile(localDir);
  let fault: string | undefined;
  try {
    const { partners } = JSON.parse(readFileSync(file, 'utf8')) as { partners: Credential[] };
    fault = partners.map(credentialFault).find((one) => one !== undefined);
    if (fault === undefined) return partners;
  } catch (cause) {
    throw new StartFailure(
      `The credentials cannot be read from ${file}; if you delete it, \`npm start\` makes new ones.`,
      { cause },
    );
  }
  throw new StartFailure(`In ${file}, ${fault}; if you delete the file, \`npm start\` makes new keys.`);
}

function writeDraft(file: string, partners: readonly Credential[]): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ partners }, null, 2)}\n`, { mode: 0o600 });
  return draft;
}
