// npm run statement -- verify <files or folders> --key <pem> | download <from> <to> --as <insurer> --into <folder>
// For an insurer's engineer: is what was downloaded what the connector published, and does every fen tie?
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '../lambdas/domain/calendar.ts';
import type { Manifest } from '../lambdas/domain/statement-manifest.ts';
import { makeDirectory } from '../local/make-directory.ts';
import { readCredentials } from '../local/partners/credentials-file.ts';
import { baseUrl, readSettings } from '../local/settings.ts';
import { askAs, productTime } from '../local/signing/partner-client.ts';
import { tellOf } from './command-line.ts';
import { Refusal } from './refusal.ts';
import type { StatementCommand } from './statement-command.ts';
import { statementCommand, usage } from './statement-command.ts';
import { checkStatements, manifestFile, partFile } from './statement-files.ts';

/** Carries a command out and prints what came of it; whether all is well. */
async function run(command: StatementCommand): Promise<boolean> {
  if (command.command === 'download') return download(command);
  const { statements, faults } = checkStatements(command.paths, readFileSync(command.key, 'utf8'));
  if (statements.length === 0) throw new Refusal('there is no manifest among the files: <date>.json');
  for (const { date, lines, faults: own } of statements) {
    console.log(own.length === 0 ? `${date}: ${lines} lines, all in order` : `${date}: WRONG\n  ${own.join('\n  ')}`);
  }
  for (const fault of faults) console.log(`WRONG: ${fault}`);
  return faults.length === 0 && statements.every((one) => one.faults.length === 0);
}

async function download({ from, to, as, into }: Extract<StatementCommand, { command: 'download' }>): Promise<boolean> {
  const { port, localDir } = readSettings(process.env);
  const base = baseUrl(port);
  const credential = readCredentials(localDir).find(({ partnerId }) => partnerId === as);
  if (credential === undefined) throw new Refusal(`there is no partner ${as}`);
  const get = async (path: string): Promise<string> => {
    const request = { method: 'GET', url: new URL(path, base) };
    const { status, text } = await askAs(credential, request, await productTime(base));
    if (status !== 200) throw new Refusal(`${path} was answered ${status}: ${text}`);
    return text;
  };
  makeDirectory(into);
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const text = await get(`/v1/statements/${date}`);
    writeFileSync(join(into, manifestFile(date)), text);
    const { parts } = JSON.parse(text) as Manifest;
    for (const { n, href } of parts) writeFileSync(join(into, partFile(date, n)), await get(href));
    console.log(`${date}: ${parts.length} ${parts.length === 1 ? 'part' : 'parts'}`);
  }
  return true;
}

try {
  const typed = process.argv.slice(2);
  if (typed.length === 0 || typed[0] === 'help') console.log(usage);
  else if (!(await run(statementCommand(typed)))) process.exitCode = 1;
} catch (error) {
  process.exitCode = 2;
  tellOf(error);
}
