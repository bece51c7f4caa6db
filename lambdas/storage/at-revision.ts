/** The condition that balances stand as they were read; 0: that there are none yet. */
export function atRevision(revision: number) {
  if (revision === 0) return { ConditionExpression: 'attribute_not_exists(br)' };
  return { ConditionExpression: 'br = :before', ExpressionAttributeValues: { ':before': { N: String(revision) } } };
}
