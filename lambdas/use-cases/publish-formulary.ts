import type { FormularyAnswer } from '../contracts/formulary-answer.ts';
import type { FormularyEntryRequest } from '../contracts/formulary.ts';
import { versionAddressFaults } from '../contracts/version-address.ts';
import { shanghaiInstant } from '../domain/calendar.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { FormularyHead, FormularyPress, FormularyVersion, OrderPorts, PackedFormulary } from './ports.ts';

/** Publications of all insurers take turns for their numbers, so one may lose several times to others. */
const MAX_ATTEMPTS = 24;

/** The list of versions is one item that every function reads; a version a day for years fits. */
const MAX_VERSIONS = 2_000;

/**
 * Publishes one version of a formulary, the whole list: 201, the same entries again 200, in whatever order and form they come; other
 * entries under the same version 409. The content is stored first and seen by nobody; then one write makes the version visible.
 */
export async function publishFormulary(
  ports: { readonly press: FormularyPress; readonly pause: OrderPorts['pause'] },
  { caller, body, path, now, admission }: Call<readonly FormularyEntryRequest[]>,
): Promise<Answer> {
  const errors = versionAddressFaults(path);
  if (errors.length > 0) throw new ConnectorError('request.malformed', 'The address names no version.', { errors });
  const { formularyId = '', version } = path;
  const packed = ports.press.packFormulary(body);
  let isStored = false;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const file = await ports.press.readFormularyFile(formularyId);
    const before = file.head ?? nothingYet(formularyId, caller.partnerId);
    if (before.insurerId !== caller.partnerId) {
      throw new ConnectorError('formulary.out-of-reach', 'There is no such formulary of yours.');
    }
    const published = before.versions.find((one) => one.version === Number(version));
    if (published !== undefined) return again(formularyId, published, packed);
    requireRoom(before);
    if (!isStored) await ports.press.writeFormularyContent(admission, formularyId, packed);
    isStored = true;
    const added = versionOf(packed, { version: Number(version), publication: file.publications + 1, publishedAt: now });
    const after = { ...before, revision: before.revision + 1, versions: [...before.versions, added] };
    const outcome = await ports.press.writeFormularyHead(admission, file, after);
    if (outcome === 'written') return { status: 201, body: receipt(formularyId, added) };
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'Other publications are under way; repeat the same request.');
}

function nothingYet(formularyId: string, insurerId: string): FormularyHead {
  return { formularyId, insurerId, revision: 0, versions: [] };
}

function versionOf(
  { digest, entryCount, entries, names }: PackedFormulary,
  number: Pick<FormularyVersion, 'version' | 'publication' | 'publishedAt'>,
): FormularyVersion {
  return { ...number, digest, entryCount, entryChunks: entries.length, nameChunks: names.length };
}

function requireRoom({ versions }: FormularyHead): void {
  if (versions.length < MAX_VERSIONS) return;
  throw new ConnectorError('formulary.too-many-versions', `A formulary may have ${MAX_VERSIONS} versions.`);
}

function again(formularyId: string, published: FormularyVersion, { digest }: PackedFormulary): Answer {
  const existing = receipt(formularyId, published);
  if (published.digest === digest) return { status: 200, body: existing, replayed: true };
  const detail = `Version ${published.version} is published with other entries; use the next number.`;
  throw new ConnectorError('formulary.conflict', detail, { extension: { existing } });
}

function receipt(formularyId: string, { version, entryCount, publishedAt }: FormularyVersion): FormularyAnswer {
  return {
    ...{ formularyId, version, entries: entryCount },
    status: 'published',
    publishedAt: shanghaiInstant(publishedAt),
  };
}
