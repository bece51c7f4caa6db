/** The single table, by name: what the stack creates and the code reads. Names are short because every item pays for them. */
export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** sparse: facts that are a statement line carry these two, and exceptions, listed by their state */
  statementIndex: { name: 'statement', partitionKey: 'sp', sortKey: 'ss' },
  /** sparse: the facts that decide an order, by provider and member; keys only */
  memberIndex: { name: 'member', partitionKey: 'mp', sortKey: 'ms' },
  /** epoch seconds after which DynamoDB may delete an item; nonces and the log of webhooks sent, never money */
  timeToLive: 'ttl',
} as const;
