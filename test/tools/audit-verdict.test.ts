import { describe, expect, it } from 'vitest';
import { auditVerdict } from '../../tools/audit-verdict.ts';

const reportOf = (severities: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(Object.entries(severities).map(([name, severity]) => [name, { severity }])),
    metadata: { dependencies: { prod: 42 } },
  });

describe('the advisories of the registry', () => {
  it.each(['high', 'critical'])('fail with one that is %s, and name the package', (severity) => {
    const { text, verdict } = auditVerdict(reportOf({ bad: severity, other: 'low' }));
    expect([text, verdict]).toEqual([`vulnerabilities of 42 packages: 1 ${severity}, 1 low: bad`, 'bad']);
  });

  it('pass with less, which is said', () => {
    expect(auditVerdict(reportOf({ a: 'moderate', b: 'low' }))).toEqual({
      text: 'vulnerabilities of 42 packages: 1 moderate, 1 low',
      verdict: 'pass',
    });
    expect(auditVerdict(reportOf({})).text).toBe('vulnerabilities of 42 packages: none is known');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'npm error 404'],
    ['an error', '{"message":"request failed","error":{"code":"ENOAUDIT"}}'],
    ['a report of nothing', '{"auditReportVersion":2,"vulnerabilities":{},"metadata":{"dependencies":{"prod":0}}}'],
  ])('are never called a pass where there are none to be had: %s', (_, printed) => {
    const { text, verdict } = auditVerdict(printed);
    expect(text).toContain('NOT CHECKED');
    expect(verdict).toBe('not-checked');
  });
});
