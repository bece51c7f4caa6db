/**
 * The condition that balances stand as they were read; 0: that there are none yet. Where somebody else writes the content beside them,
 * that it stands too.
 */
export function atRevision(revision: number, contentRevision?: number) {
  const isUnwritten = revision === 0;
  const balances = isUnwritten ? 'attribute_not_exists(br)' : 'br = :before';
  const values = {
    ...(!isUnwritten && { ':before': { N: String(revision) } }),
    ...(contentRevision !== undefined && { ':content': { N: String(contentRevision) } }),
  };
  return {
    ConditionExpression: contentRevision === undefined ? balances : `${balances} AND r = :content`,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
