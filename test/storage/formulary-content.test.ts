import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormularyEntryRequest } from '../../lambdas/contracts/formulary.ts';
import { LIST_LIMIT_BYTES } from '../../lambdas/contracts/route.ts';
import { packFormulary, unpackChunk, unpackEntries } from '../../lambdas/storage/formulary-chunks.ts';
import type { FormularyVersion } from '../../lambdas/storage/formulary-item.ts';
import { formularyHeadItem, parseFormularyHead } from '../../lambdas/storage/formulary-item.ts';
import { formulariesAt } from '../../lambdas/storage/formulary-shelf.ts';
import { readCatalogue } from '../../lambdas/storage/read-catalogue.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { drugEntry } from '../support/documents.ts';
import { publishFormulary } from '../support/enrolment.ts';
import type { NameForm } from '../support/long-formulary.ts';
import { longestEntries } from '../support/long-formulary.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const ITEM_BYTES = 400 * 1_024;
const READS = new Set(['BatchGetItem', 'GetItem', 'Query']);

/** What decisions are given of an entry. */
function decided({ code, maxUnitPrice, tier, maxDaysSupply, otc = false, prohibited = false }: FormularyEntryRequest) {
  return { code, maxUnitPrice, tier, maxDaysSupply, otc, prohibited };
}

/** A formulary's version as it stood after so many publications, and how many reads it took. */
async function shelved(formularyId: string, publications: number) {
  connector.traffic.take();
  const { version, entries } = (await formulariesAt([formularyId], publications)).get(formularyId) ?? {};
  const reads = connector.traffic.take().filter(({ operation }) => READS.has(operation)).length;
  return { version, entries, reads };
}

describe('the content of a formulary', () => {
  it('comes back as it was packed, names in the order of the codes', () => {
    const b: FormularyEntryRequest = {
      ...{ code: 'b', name: '乙', maxUnitPrice: 0, tier: '__proto__' },
      ...{ maxDaysSupply: 1, otc: true, prohibited: true },
    };
    const c: FormularyEntryRequest = { code: 'constructor', name: '\u2028"', prohibited: true };
    const a: FormularyEntryRequest = { code: 'B', name: '甲', tier: '-', otc: false };
    const packed = packFormulary([b, c, a]);
    const unpacked = unpackEntries(packed.entries);
    expect([...unpacked.values()]).toEqual([a, b, c].map(decided));
    expect([...unpacked.keys()]).toEqual(['B', 'b', 'constructor']);
    expect(packed.names.flatMap(unpackChunk)).toEqual(['甲', '乙', '\u2028"']);
  });

  it('has one digest for one content, and another where a comma could have moved', () => {
    const digest = (...entries: FormularyEntryRequest[]) => packFormulary(entries).digest;
    const [a, b] = [drugEntry('A', { name: 'x' }), drugEntry('B', { name: 'y' })];
    expect(digest(a, b)).toBe(digest(b, a));
    const others = [
      digest(a, b),
      digest(a),
      digest({ ...a, name: 'x","y' }, b),
      digest({ ...a, name: 'x"' }, { ...b, name: ',"y' }),
    ];
    expect(new Set(others).size).toBe(others.length);
  });

  it.each<[string, NameForm]>([
    ['200 letters', { length: 200, from: 0 }],
    ['75 characters of three bytes', { length: 75, from: 0x4e00 }],
    ['55 characters of four bytes', { length: 55, from: 0x20000 }],
  ])(
    'of 10,000 entries as long as a body allows, with names of %s, fits its items and is found again',
    async (_, form) => {
      const entries = longestEntries(10_000, form);
      const sent = Buffer.byteLength(JSON.stringify(entries));
      expect([sent <= LIST_LIMIT_BYTES, sent > 0.9 * LIST_LIMIT_BYTES], `${sent} bytes`).toEqual([true, true]);
      const formularyId = `longest-${form.length}`;
      await publishFormulary(connector, formularyId, entries);
      const items = (await storedItems(connector)).filter(({ pk }) => pk?.S === `FORMULARY#${formularyId}`);
      const chunks = items.filter(({ c }) => c !== undefined);
      expect(Math.max(...chunks.map(({ c }) => c?.B?.length ?? 0))).toBeLessThan(ITEM_BYTES - 1_024);
      const { entries: found } = await shelved(formularyId, await readCatalogue());
      expect(found).toEqual(new Map(entries.map((entry) => [entry.code, decided(entry)])));
      const names = chunks
        .filter(({ sk }) => sk?.S?.startsWith('NAMES#') === true)
        .flatMap(({ c }) => unpackChunk(c?.B ?? Buffer.alloc(0)));
      const byCode = entries.toSorted((one, other) => (one.code < other.code ? -1 : 1));
      expect(names).toEqual(byCode.map(({ name }) => name));
    },
  );

  it('has a list of 2,000 versions that fits its item', () => {
    const version = (index: number): FormularyVersion => ({
      ...{ version: 990_000 + index, publication: 9_999_999, publishedAt: 1_795_226_702_114, entryCount: 10_000 },
      ...{ digest: 'x'.repeat(43), entryChunks: 11, nameChunks: 11 },
    });
    const versions = Array.from({ length: 2_000 }, (_, index) => version(index));
    const head = { formularyId: 'f', insurerId: 'i', revision: 1, versions };
    const item = formularyHeadItem(head);
    expect(Buffer.byteLength(item['versions']?.S ?? '')).toBeLessThan(ITEM_BYTES / 2);
    expect(parseFormularyHead('f', item)).toEqual(head);
  });
});

describe('the formulary on the shelf', () => {
  it('is the highest published up to the number asked for, an older number also when a newer one is known', async () => {
    const before = await readCatalogue();
    await publishFormulary(connector, 'shelved', [drugEntry('V5')], 5);
    await publishFormulary(connector, 'shelved', [drugEntry('V3')], 3);
    await publishFormulary(connector, 'shelved', [drugEntry('V8')], 8);
    // reads the list, then the content
    expect(await shelved('shelved', before + 3)).toMatchObject({ version: 8, reads: 2 });
    expect(await shelved('shelved', before + 2)).toMatchObject({ version: 5, reads: 1 });
    expect(await shelved('shelved', before + 1)).toMatchObject({ version: 5, reads: 0 });
    expect(await shelved('shelved', before + 3)).toMatchObject({ version: 8, reads: 0 });
    await expect(formulariesAt(['shelved'], before)).rejects.toThrow('missing');
  });

  it('is read without its names', async () => {
    const publications = await readCatalogue();
    await publishFormulary(connector, 'nameless', [drugEntry('A', { name: '不读' })]);
    connector.traffic.take();
    await formulariesAt(['nameless'], publications + 1);
    const asked = JSON.stringify(connector.traffic.take().map(({ request }) => request));
    expect([asked.includes('ENTRIES#'), asked.includes('NAMES#')]).toEqual([true, false]);
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
