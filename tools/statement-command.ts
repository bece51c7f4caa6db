import { parseArgs } from 'node:util';
import { isCalendarDate } from '../lambdas/domain/calendar.ts';
import { Refusal } from './refusal.ts';

export const usage = `npm run statement -- <command>

  verify <files or folders>  --key <connector's public key, PEM>
      checks downloaded statements without asking anybody: signature, digests, every line, sums, counts, and the chain of the days
  download <from> <to>       --as <insurer> --into <folder>
      from the product on this machine (npm start), with its manifest <date>.json and its parts <date>.part-00001.csv

The key of the product on this machine is in .local/connector-key.pem; that of a stage comes from \`npm run partner -- connector-key\`.`;

export type StatementCommand =
  | { readonly command: 'verify'; readonly paths: readonly string[]; readonly key: string }
  | {
      readonly command: 'download';
      readonly from: string;
      readonly to: string;
      readonly as: string;
      readonly into: string;
    };

/** What was typed, or a refusal that says what is missing. */
export function statementCommand(typed: readonly string[]): StatementCommand {
  const { values, positionals } = parsed(typed);
  const [command, ...rest] = positionals;
  if (command === 'verify') {
    if (rest.length === 0) throw new Refusal('verify which files?');
    if (values.key === undefined) throw new Refusal('verify needs --key, the public key of the connector');
    return { command, paths: rest, key: values.key };
  }
  if (command === 'download') {
    const [from = '', to = '', ...more] = rest;
    if (!isCalendarDate(from) || !isCalendarDate(to) || from > to || more.length > 0) {
      throw new Refusal('download needs two dates, YYYY-MM-DD, the earlier one first');
    }
    if (values.as === undefined || values.into === undefined) throw new Refusal('download needs --as and --into');
    return { command, from, to, as: values.as, into: values.into };
  }
  throw new Refusal(`there is no command ${command ?? ''}\n\n${usage}`);
}

function parsed(typed: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ args: [...typed], allowPositionals: true, options: { key: text, as: text, into: text } });
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}
