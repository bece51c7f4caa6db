/** Names of the states that local runs and tests look for. */
export const CLOSING_STEPS = ['List', 'Begin', 'Freeze', 'Write', 'Publish', 'Conclude'] as const;

/** From 5 s to 5 min apart, for half an hour: the index may be behind, a part of AWS may be ill. */
const RETRY = [
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 5,
    BackoffRate: 2,
    MaxDelaySeconds: 300,
    MaxAttempts: 10,
    JitterStrategy: 'FULL',
  },
];

/** Insurers at once, and slices of one of them: each slice reads sixteen partitions, of which one serves 3,000 units a second. */
const INSURERS_AT_ONCE = 5;
const SLICES_AT_ONCE = 20;

/**
 * The state machine of the daily close (Amazon States Language). Insurers are closed side by side, and one that fails does not stop the
 * others; its days one after the other; the slices of a day side by side, each as an execution of its own (Distributed Map), so that a
 * day may have as many as it needs. `functionArn`: of `daily-close`, which is asked for one step after the other. Input: `{}`, or
 * `{"businessDate"}` to close through that date.
 */
export function closingDefinition(functionArn: string, timeoutSeconds: number) {
  const task = (step: string, fields: readonly string[], rest: object) => ({
    Type: 'Task',
    Resource: functionArn,
    Parameters: { step, ...Object.fromEntries(fields.map((field) => [`${field}.$`, `$.${field}`])) },
    Retry: RETRY,
    ...rest,
  });
  const failed = { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed' }] };
  const slices = (step: string, name: string, next: string) => ({
    Type: 'Map',
    ItemsPath: '$.slices',
    MaxConcurrency: SLICES_AT_ONCE,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: name,
      States: { [name]: task(step, ['insurerId', 'businessDate', 'slice'], { End: true }) },
    },
    ResultPath: null,
    Next: next,
    ...failed,
  });
  return {
    Comment: 'Closes every business day that is over, for every insurer',
    StartAt: 'Asked',
    TimeoutSeconds: timeoutSeconds,
    States: {
      Asked: {
        Type: 'Choice',
        Choices: [{ Variable: '$.businessDate', IsPresent: true, Next: 'ListThrough' }],
        Default: 'List',
      },
      List: task('list', [], { Next: 'Insurers' }),
      ListThrough: task('list', ['businessDate'], { Next: 'Insurers' }),
      Insurers: {
        Type: 'Map',
        ItemsPath: '$.insurers',
        MaxConcurrency: INSURERS_AT_ONCE,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'Begin',
          States: {
            Begin: task('begin', ['insurerId', 'through'], { Next: 'Begun', ...failed }),
            Begun: {
              Type: 'Choice',
              Choices: [
                { Variable: '$.state', StringEquals: 'slices', Next: 'FreezeSlices' },
                { Variable: '$.state', StringEquals: 'more', Next: 'Begin' },
              ],
              Default: 'Closed',
            },
            FreezeSlices: slices('freeze', 'Freeze', 'WriteSlices'),
            WriteSlices: slices('write', 'Write', 'Publish'),
            Publish: task('publish', ['insurerId', 'through', 'businessDate'], { Next: 'Begin', ...failed }),
            Closed: { Type: 'Pass', Parameters: { 'insurerId.$': '$.insurerId', 'state': 'done' }, End: true },
            Failed: { Type: 'Pass', Parameters: { 'insurerId.$': '$.insurerId', 'state': 'failed' }, End: true },
          },
        },
        ResultPath: '$.closings',
        Next: 'Conclude',
      },
      // no retry: it fails where a closing did, after all others have ended
      Conclude: { ...task('conclude', ['closings'], { End: true }), Retry: undefined },
    },
  };
}
