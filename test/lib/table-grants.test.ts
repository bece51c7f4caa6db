import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { functionNeeds, handlerNames, type HandlerName, tableNeedsOf } from '../../lib/function-needs.ts';
import { synthesise } from '../../lib/synthesise.ts';
import { fixtureBundles } from './fixture-bundles.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const bundles = fixtureBundles();
const { Resources } = synthesise({ stage: 'prod', ...bundles }).template;

afterAll(() => rmSync(bundles.root, { recursive: true }));

const policies = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Policy');
const roles = Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
const actionsOf = ({ Action }: Statement) => (typeof Action === 'string' ? [Action] : Action);

function statementsOf(handler: HandlerName): readonly Statement[] {
  const id = handler.replaceAll('-', '').toLowerCase();
  const [policy] = policies.filter(([logicalId]) => logicalId.toLowerCase().startsWith(`${id}role`));
  const document = policy?.[1].Properties?.['PolicyDocument'] as { Statement: Statement[] } | undefined;
  return document?.Statement ?? [];
}

const isStream = ({ Resource }: Statement) => JSON.stringify(Resource).includes('StreamArn');
const isObjects = (statement: Statement) =>
  actionsOf(statement).every((action) => /^s3:(GetObject|GetObjectVersion|PutObject)$/u.test(action));
const isIndex = ({ Resource }: Statement) => JSON.stringify(Resource).includes('/index/');

/** Its stream is another resource: test/lib/work-sources.test.ts. */
const onTheTable = (handler: HandlerName) =>
  statementsOf(handler)
    .filter((statement) => actionsOf(statement).some((action) => action.startsWith('dynamodb:')))
    .filter((statement) => !isStream(statement) && !isIndex(statement));

const leadingKeysOf = ({ Condition }: Statement) =>
  Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] as string | string[];

describe('the grants', () => {
  it.each(handlerNames)('of %s are what it needs, and no more', (handler) => {
    const statements = onTheTable(handler);
    const granted = statements.flatMap((statement) =>
      actionsOf(statement).flatMap((action) => [leadingKeysOf(statement)].flat().map((keys) => `${action} ${keys}`)),
    );
    const needed = tableNeedsOf(handler).flatMap(([action, families]) =>
      families.map((family) => `dynamodb:${action} ${family}#*`),
    );

    expect(granted.sort()).toEqual(needed.sort());
    for (const statement of statements) {
      expect(statement.Effect).toBe('Allow');
      expect(statement.Condition?.['Null']).toEqual({ 'dynamodb:LeadingKeys': 'false' });
      expect(statement.Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^RecordsTable/u), 'Arn'] });
    }
  });

  it.each(handlerNames)('of %s reach the indexes that it queries, and no other', (handler) => {
    expect(
      statementsOf(handler)
        .filter(isIndex)
        .map(({ Action, Resource }) => [Action, Resource]),
    ).toEqual(
      (functionNeeds[handler].indexes ?? []).map((name) => [
        'dynamodb:Query',
        { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^RecordsTable/u), 'Arn'] }, `/index/${name}`]] },
      ]),
    );
  });

  it.each(handlerNames)(
    'of %s hold no wildcard, the secret only where identities, quotes, webhooks or signatures are',
    (handler) => {
      const statements = statementsOf(handler);
      for (const statement of statements) {
        expect(actionsOf(statement).filter((action) => action.includes('*'))).toEqual([]);
        if (!isObjects(statement)) expect(JSON.stringify(statement.Resource)).not.toContain('*');
      }
      const readsSecret = statements.flatMap(actionsOf).includes('secretsmanager:GetSecretValue');
      expect(readsSecret).toBe(functionNeeds[handler].secret);
      expect(readsSecret).toBe(
        [
          ...[
            'acknowledgements',
            'authorizations',
            'claims',
            'coverages',
            'dispute-list',
            'disputes',
            'eligibility-checks',
            'enrolment-files',
            'pharmacy-orders',
            'prescriptions',
            'quotes',
          ],
          ...['daily-close', 'settlements', 'statement-parts', 'statements', 'webhook-deliveries'],
        ].includes(handler),
      );
    },
  );

  it('let no function write a partner, and a read-only door nothing but its nonce', () => {
    const written = (handler: HandlerName) =>
      onTheTable(handler)
        .filter((statement) => actionsOf(statement).some((action) => /(Put|Update|Delete)Item/u.test(action)))
        .flatMap(leadingKeysOf);

    for (const handler of handlerNames) expect(written(handler)).not.toContain('PARTNER#*');
    for (const handler of ['eligibility-checks', 'quotes', 'orders', 'decisions'] as const)
      expect(written(handler)).toEqual(['NONCE#*']);
    for (const handler of ['health', 'reference'] as const) expect(written(handler)).toEqual([]);
  });

  it('use our keys only through the service that holds the data', () => {
    const keyStatements = handlerNames
      .flatMap(statementsOf)
      .filter((statement) => actionsOf(statement).some((action) => action.startsWith('kms:')));

    expect(keyStatements.length).toBeGreaterThan(0);
    for (const { Condition } of keyStatements)
      expect(Object.keys(Condition?.['StringEquals'] ?? {})).toEqual(['kms:ViaService']);
  });

  it('of the auditor read the whole table and write none of it', () => {
    const [policy] = policies.filter(([logicalId]) => logicalId.startsWith('AuditRole'));
    const document = policy?.[1].Properties?.['PolicyDocument'] as
      | { readonly Statement: readonly Statement[] }
      | undefined;
    const all = document?.Statement ?? [];
    expect([...new Set(all.flatMap(actionsOf))].toSorted()).toEqual([
      ...['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      ...['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      ...['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    ]);
    const written = all.filter((statement) => actionsOf(statement).includes('s3:PutObject'));
    expect(written).toHaveLength(1);
    expect(JSON.stringify(written[0]?.Resource)).toMatch(/Enrolments.*\/audits\/\*/u);
  });

  it('are one role a function, without managed policies', () => {
    // each state machine has one too, so has what starts it, and the auditor is no handler
    expect(roles).toHaveLength(handlerNames.length + 5);
    expect(policies).toHaveLength(handlerNames.length + 5);
    for (const role of roles) expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  });
});
