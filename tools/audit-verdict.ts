import * as z from 'zod';

const SEVERITIES = ['critical', 'high', 'moderate', 'low', 'info'] as const;

const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.enum(SEVERITIES) })),
  metadata: z.object({ dependencies: z.object({ prod: z.int().min(1) }) }),
});

export interface AuditVerdict {
  readonly text: string;
  readonly verdict: 'pass' | 'bad' | 'not-checked';
}

/** What `npm audit --json` has printed, judged. Without a report nothing was checked, and that is never called a pass. */
export function auditVerdict(printed: string): AuditVerdict {
  const read = report.safeParse(jsonOf(printed));
  if (!read.success) {
    return {
      text: 'vulnerabilities: NOT CHECKED, no advisories could be had from the registry',
      verdict: 'not-checked',
    };
  }
  const { vulnerabilities, metadata } = read.data;
  const found = Object.entries(vulnerabilities);
  const bad = found.filter(([, { severity }]) => severity === 'high' || severity === 'critical');
  const counts = SEVERITIES.map((severity) => [severity, found.filter(([, one]) => one.severity === severity).length]);
  const told = counts.filter(([, count]) => count !== 0).map(([severity, count]) => `${count} ${severity}`);
  const names = bad.length === 0 ? '' : `: ${bad.map(([name]) => name).join(', ')}`;
  return {
    text: `vulnerabilities of ${metadata.dependencies.prod} packages: ${told.join(', ') || 'none is known'}${names}`,
    verdict: bad.length > 0 ? 'bad' : 'pass',
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
