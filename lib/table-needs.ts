/** TransactWriteItems has no permission of its own: IAM judges each of its parts as the single action it is. */
export type TableAction =
  'BatchGetItem' | 'ConditionCheckItem' | 'DeleteItem' | 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem';

/** The first words of the partition keys, as lambdas/storage writes them; a family ends at its `#`. */
export type KeyFamily =
  | 'CATALOGUE'
  | 'COVERAGE'
  | 'DELIVERY'
  | 'DUE'
  | 'EXCEPTION'
  | 'FAMILY'
  | 'FORMULARY'
  | 'IDENTITY'
  | 'MEMBER'
  | 'NONCE'
  | 'ORDER'
  | 'PARTNER'
  | 'PLAN'
  | 'POOL'
  | 'PRESCRIPTION'
  | 'WEBHOOK';

export type TableNeeds = Readonly<Partial<Record<TableAction, readonly KeyFamily[]>>>;
