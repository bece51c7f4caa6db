import { spawnSync } from 'node:child_process';
import { auditVerdict } from './audit-verdict.ts';

const HOW = ['audit', '--omit=dev', '--json'];
const TIMEOUT_MS = 60_000;

/** sysexits.h: EX_TEMPFAIL */
const NOT_CHECKED = 75;

/** Known vulnerabilities of what is deployed. One that is high ends with 1, a registry that has no advisories with 75: that is no pass. */
const { stdout } = spawnSync('npm', HOW, { encoding: 'utf8', timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 });
const { text, verdict } = auditVerdict(stdout ?? '');
console.log(text);
if (verdict !== 'pass') process.exitCode = verdict === 'bad' ? 1 : NOT_CHECKED;
