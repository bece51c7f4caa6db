import { describe, expect, it } from 'vitest';
import { stageConfig, stageConfigs } from '../../lib/stage-config.ts';

describe('the stages', () => {
  it('are all three where none is named', () => {
    expect(stageConfigs({}).map(({ stage }) => stage)).toEqual(['dev', 'staging', 'prod']);
  });

  it('take what is said at deployment', () => {
    const certificateArn = 'arn:aws-cn:acm:cn-north-1:123456789012:certificate/1';
    const said = { stage: 'prod', alarmEmail: 'duty@example.org', domainName: 'billing.example.org', certificateArn };

    expect(stageConfigs({ ...said, 'aws:cdk:version-reporting': true })).toMatchObject([
      { stage: 'prod', alarmEmail: 'duty@example.org', domain: { name: 'billing.example.org', certificateArn } },
    ]);
  });

  it.each([
    [{ stage: 'production' }, 'stage'],
    [{ stage: 'local' }, 'stage'],
    [{ stage: 'prod', alarmEmail: 'nobody' }, 'alarmEmail'],
    [{ alarmEmail: 'duty@example.org' }, 'stage'],
    [{ stage: 'prod', domainName: 'billing.example.org' }, 'certificateArn'],
    [
      { stage: 'prod', domainName: 'Not A Host', certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1' },
      'domainName',
    ],
  ])('refuse %j and name %s', (context, path) => {
    expect(() => stageConfigs(context)).toThrow(`at ${path}`);
  });

  it('cannot be changed, and protect what is real', () => {
    expect(Object.isFrozen(stageConfig('prod'))).toBe(true);
    expect(stageConfig('prod')).toMatchObject({ deletionProtection: true, throttleScale: 1 });
    expect(stageConfig('staging').deletionProtection).toBe(true);
  });
});
