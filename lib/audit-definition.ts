/** Names of the states that tests look for. */
export const AUDIT_STEPS = ['Begin', 'Read', 'ReadStatements', 'Judge', 'Conclude'] as const;

/** A part of AWS may be ill for some minutes. */
const RETRY = [
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 5,
    BackoffRate: 2,
    MaxDelaySeconds: 120,
    MaxAttempts: 6,
    JitterStrategy: 'FULL',
  },
];

/** So many parts of the table are read, or judged, beside each other: what orders need of it must not suffer. */
const AT_ONCE = 8;

const OF_THE_RUN = ['run', 'now', 'segments', 'buckets'] as const;

/**
 * The state machine of an audit (Amazon States Language): the table is read in segments and the statements by days, each in an execution
 * of its own (Distributed Map), then judged bucket by bucket. `functionArn`: of `table-audit`, which is asked for every step. Input: `{}`.
 */
export function auditDefinition(functionArn: string, timeoutSeconds: number) {
  const fields = (names: readonly string[]) => Object.fromEntries(names.map((name) => [`${name}.$`, `$.${name}`]));
  const task = (step: string, parameters: object, rest: object) => ({
    ...{ Type: 'Task', Resource: functionArn, Parameters: { step, ...parameters }, Retry: RETRY, ...rest },
  });
  const each = (
    step: string,
    map: { name: string; items: string; of: readonly string[]; shared: readonly string[] },
  ) => ({
    ...{ Type: 'Map', ItemsPath: `$.plan.${map.items}`, MaxConcurrency: AT_ONCE },
    ItemSelector: {
      ...Object.fromEntries(OF_THE_RUN.map((name) => [`${name}.$`, `$.plan.${name}`])),
      ...Object.fromEntries(map.of.map((name) => [`${name}.$`, `$$.Map.Item.Value.${name}`])),
      ...fields(map.shared),
    },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: map.name,
      States: { [map.name]: task(step, fields([...OF_THE_RUN, ...map.of, ...map.shared]), { End: true }) },
    },
  });
  return {
    Comment: 'Judges the table and the statements by the facts alone',
    StartAt: 'Begin',
    TimeoutSeconds: timeoutSeconds,
    States: {
      Begin: task('begin', { 'run.$': '$$.Execution.Name' }, { ResultPath: '$.plan', Next: 'Segments' }),
      Segments: {
        ...each('read', { name: 'Read', items: 'segmentList', of: ['segment'], shared: [] }),
        ...{ ResultPath: '$.read', Next: 'Statements' },
      },
      Statements: {
        ...each('read-statements', {
          ...{ name: 'ReadStatements', items: 'ranges', of: ['insurerId', 'from', 'to'], shared: [] },
        }),
        ...{ ResultPath: '$.readStatements', Next: 'Parts' },
      },
      Parts: {
        Type: 'Pass',
        Parameters: { 'plan.$': '$.plan', 'lists.$': 'States.Array($.read, $.readStatements)' },
        Next: 'Together',
      },
      Together: {
        ...{ Type: 'Pass', Parameters: { 'plan.$': '$.plan', 'parts.$': '$.lists[*][*]' }, Next: 'Buckets' },
      },
      Buckets: {
        ...each('judge', { name: 'Judge', items: 'bucketList', of: ['bucket'], shared: ['parts'] }),
        ...{ ResultPath: null, Next: 'Conclude' },
      },
      // no retry: it fails where anything was found
      Conclude: {
        ...task('conclude', Object.fromEntries(OF_THE_RUN.map((name) => [`${name}.$`, `$.plan.${name}`])), {
          End: true,
        }),
        Retry: undefined,
      },
    },
  };
}
