import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import { cachedPartners } from '../../lambdas/runtime/partner-cache.ts';
import { closingStep } from '../../lambdas/contracts/closing-step.ts';
import type { ClosingSlice } from '../../lambdas/domain/closing.ts';
import type { ClosingPorts } from '../../lambdas/use-cases/close-day.ts';
import { takeClosingStep } from '../../lambdas/use-cases/close-day.ts';
import type { ClosingDesk, Draft } from '../../lambdas/use-cases/closing-ports.ts';
import { closeDays } from '../../local/work/closing-driver.ts';
import type { Connector } from './connector.ts';

/** What is called before and after the n-th call (from 1) that a closing makes of table and bucket; it may throw, which ends the step. */
export interface Script {
  readonly before?: (call: number) => Promise<void> | void;
  readonly after?: (call: number) => Promise<void> | void;
}

/** Drafts, parts and manifests in memory, written once: what a closing leaves can be thrown away and made again. */
export interface Objects {
  readonly parts: Map<string, string>;
  readonly manifests: Map<string, string>;
  readonly drafts: Map<string, Draft>;
}

export const newObjects = (): Objects => ({ parts: new Map(), manifests: new Map(), drafts: new Map() });

/** Closes with the product's own steps on the real table, one call after the other told to the script; how many there were. */
export async function closeByScript(
  connector: Connector,
  objects: Objects,
  script: Script = {},
  through?: string,
): Promise<number> {
  let calls = 0;
  const told = <Port extends object>(port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, value]) => [
        name,
        isPure(name)
          ? value
          : async (...given: unknown[]) => {
              const call = ++calls;
              await script.before?.(call);
              const result: unknown = await (value as (...all: unknown[]) => unknown)(...given);
              await script.after?.(call);
              return result;
            },
      ]),
    ) as Port;
  const { closingDesk, settling, statementsShelf } = await import('../../lambdas/handlers/closing-desk.ts');
  const { markDay, putLateLine, putLine } = await import('../../lambdas/storage/book.ts');
  const { readOrderRecord } = await import('../../lambdas/storage/order-record.ts');
  const ports: ClosingPorts = {
    closing: told({ ...closingDesk, ...inMemory(objects) }),
    statements: told(statementsShelf),
    settling: {
      archive: settling.archive,
      remittances: told(settling.remittances),
      accounts: told(settling.accounts),
      timetable: told(settling.timetable),
    },
    signer: () => connectorKeys().then(connectorSigner),
    partners: cachedPartners,
    orders: { readOrderRecord },
    book: told({ putLine, markDay, putLateLine }),
    pause: async () => {},
    timeIsUp: () => false,
  };
  const take = async (step: object): Promise<unknown> =>
    JSON.parse(JSON.stringify((await takeClosingStep(ports, closingStep.parse(step), connector.now())) ?? null));
  await closeDays(take, through);
  return calls;
}

/** Generators and what only computes: neither can be cut off. */
const isPure = (name: string): boolean => ['readLateNotes', 'readStatements', 'partBytes', 'gzipped'].includes(name);

function inMemory({ drafts, parts, manifests }: Objects): Partial<ClosingDesk> {
  const once = <Value>(map: Map<string, Value>, key: string, value: Value): Value => {
    if (!map.has(key)) map.set(key, value);
    return map.get(key) ?? value;
  };
  const keyOf = ({ insurerId, businessDate, slice }: ClosingSlice) => `${insurerId} ${businessDate} ${slice}`;
  return {
    freezeDraft: async (slice, draft) => once(drafts, keyOf(slice), draft),
    readDraft: async (slice) => drafts.get(keyOf(slice)),
    readDraftSummary: async (slice) => {
      const draft = drafts.get(keyOf(slice));
      if (draft === undefined) throw new Error('no such draft');
      return draft.summary;
    },
    writePart: async (insurerId, date, n, text) => void once(parts, `${insurerId} ${date} ${n}`, text),
    readPart: async (insurerId, date, n) => {
      const text = parts.get(`${insurerId} ${date} ${n}`);
      return text === undefined ? undefined : Buffer.from(text);
    },
    partBytes: async (stored) => stored,
    writeManifest: async (insurerId, date, text) => once(manifests, `${insurerId} ${date}`, text),
    readManifest: async (insurerId, date) => manifests.get(`${insurerId} ${date}`),
  };
}
