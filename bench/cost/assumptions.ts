/** What cannot be counted on one machine, each with its reason. */
export const assumptions = {
  /** what a function waits for DynamoDB in one round trip, ms: single digits for reads, some more for transactions */
  dynamoDbTripMs: 8,
  /** a partner's end of a call that a function waits for, ms */
  partnerAnswerMs: 100,
  /** time of a function's own there for that here; a Graviton core is taken to be as fast as one of the machine that counted */
  cpuRatio: 1,
  /** memory, in MB, with which a function has one whole processor: Lambda's own figure */
  mbOfOneProcessor: 1_769,
  /** orders a second: 903,000 a day, the largest platform of 2021, spread evenly, which is the dearest for work that comes in batches */
  ordersPerSecond: 903_000 / 86_400,
  /** of a table on demand that has never been larger, and so shards of its stream */
  partitions: 4,
  /** of a queue, by which Lambda receives: it begins with five */
  pollers: 5,
  /** a cold start is billed since August 2025: of so many invocations one, so many ms */
  invocationsPerColdStart: 1_000,
  coldStartMs: 700,
  /** of the gateway's access log, in the format of lib/constructs/partner-api.ts */
  accessLogBytes: 330,
  /** what CloudWatch adds to each line it takes in */
  bytesPerLogLine: 26,
  /** logs are stored compressed, for as long as prod keeps them */
  logCompression: 0.15,
  logMonths: 12,
  /** of the daily close: a slice has about as many (lambdas/use-cases/begin-closing.ts) */
  linesPerSlice: 16_000,
  statementBytesPerLine: 700,
  /** of a table and of statements, how many months are in the figure for a million orders */
  storageMonths: 1,
  /** receives of an idle queue: five pollers, 20 s each */
  idleReceivesPerMonth: (5 * 30 * 86_400) / 20,
  /** of the template of one stage */
  alarms: 108,
  /** functions and queues that ask for a data key, and how often: it is kept for five minutes */
  keyUsers: 30,
  keyRequestsPerMonth: (30 * 86_400) / 300,
  keys: 2,
  secrets: 1,
} as const;
