import { roundTrips } from '../measure/round-trips.ts';
import type { Traffic } from '../../test/support/traffic.ts';

/** What one or more invocations of a function took. */
export interface Taken {
  readonly readUnits: number;
  /** with indexes */
  readonly writeUnits: number;
  /** of DynamoDB, one after another */
  readonly trips: number;
  /** log and embedded metrics */
  readonly logBytes: number;
  readonly logLines: number;
  /** from the first event to the last answer as the functions log it, with what this machine's engine takes */
  readonly handlerMs: number;
  /** of this process, in which there may be more than the function: queues, and a partner's end of a call */
  readonly cpuMs: number;
}

export const NOTHING: Taken = {
  readUnits: 0,
  writeUnits: 0,
  trips: 0,
  logBytes: 0,
  logLines: 0,
  handlerMs: 0,
  cpuMs: 0,
};

export const plus = (one: Taken, other: Taken): Taken => combined(one, other, (a, b) => a + b);
export const minus = (one: Taken, other: Taken): Taken => combined(one, other, (a, b) => a - b);
export const shareOf = (taken: Taken, count: number): Taken => combined(taken, taken, (amount) => amount / count);

function combined(one: Taken, other: Taken, by: (a: number, b: number) => number): Taken {
  return {
    readUnits: by(one.readUnits, other.readUnits),
    writeUnits: by(one.writeUnits, other.writeUnits),
    trips: by(one.trips, other.trips),
    logBytes: by(one.logBytes, other.logBytes),
    logLines: by(one.logLines, other.logLines),
    handlerMs: by(one.handlerMs, other.handlerMs),
    cpuMs: by(one.cpuMs, other.cpuMs),
  };
}

export interface Observer {
  /** what a run of functions takes; nothing else may run meanwhile */
  readonly watch: (run: () => Promise<unknown>) => Promise<Taken>;
  /** name and dimensions of each metric that was reported so far */
  readonly metrics: () => ReadonlySet<string>;
  readonly stop: () => void;
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);

/** Looks at the calls that pass, and at what is written to the log, which goes no further. */
export function startObserver(traffic: Traffic): Observer {
  let [logBytes, logLines, handlerMs] = [0, 0, 0];
  const metrics = new Set<string>();
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    if (!text.startsWith('{')) return write(chunk, ...(rest as []));
    logBytes += Buffer.byteLength(text);
    logLines += text.trimEnd().split('\n').length;
    handlerMs += durationOf(text);
    for (const metric of metricsOf(text)) metrics.add(metric);
    return true;
  };
  return {
    watch: async (run) => {
      traffic.take();
      const [bytesBefore, linesBefore, msBefore] = [logBytes, logLines, handlerMs];
      const cpuBefore = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(cpuBefore);
      const calls = traffic.take();
      const units = (isMeant: (operation: string) => boolean) =>
        calls.filter(({ operation }) => isMeant(operation)).reduce((sum, { capacity }) => sum + capacity, 0);
      return {
        readUnits: units((operation) => READS.has(operation)),
        writeUnits: units((operation) => !READS.has(operation)),
        trips: roundTrips(calls),
        logBytes: logBytes - bytesBefore,
        logLines: logLines - linesBefore,
        handlerMs: handlerMs - msBefore,
        cpuMs: (user + system) / 1_000,
      };
    },
    metrics: () => metrics,
    stop: () => (process.stdout.write = write),
  };
}

/** Of the one line that ends a request, or a piece of work. */
const durationOf = (text: string): number => Number(/"durationMs":([\d.]+)/.exec(text)?.[1] ?? 0);

interface EmbeddedMetrics {
  readonly _aws?: {
    readonly CloudWatchMetrics: readonly {
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

/** A custom metric is a name with one set of values of its dimensions. */
function metricsOf(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.includes('"_aws"'))
    .flatMap((line) => {
      const said = JSON.parse(line) as EmbeddedMetrics & Readonly<Record<string, unknown>>;
      return (said._aws?.CloudWatchMetrics ?? []).flatMap(({ Dimensions, Metrics }) =>
        Dimensions.flatMap((names) => {
          const values = names.map((name) => `${name}=${String(said[name])}`).join(' ');
          return Metrics.map(({ Name }) => `${Name} ${values}`);
        }),
      );
    });
}
