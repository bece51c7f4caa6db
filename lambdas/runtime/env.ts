/** The names of the variables that the stack sets and the functions read. */
export const variableNames = {
  /** the single table */
  tableName: 'TABLE_NAME',
  /** the secret that holds the root of all keys: identity hashing and encryption, quote tokens, webhook secrets */
  secretArn: 'SECRET_ARN',
  /** dev, staging, prod or local */
  stage: 'STAGE',
} as const;
