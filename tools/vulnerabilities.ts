import { spawnSync } from 'node:child_process';
import { auditVerdict } from './audit-verdict.ts';

const HOW = ['audit', '--omit=dev', '--json'];
const TIMEOUT_MS = 60_000;

/** Known vulnerabilities of what is deployed. One that is high ends with 1; a registry that knows of none at all is said, and is no pass. */
const { stdout } = spawnSync('npm', HOW, { encoding: 'utf8', timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 });
const { text, isBad } = auditVerdict(stdout ?? '');
console.log(text);
if (isBad) process.exitCode = 1;
