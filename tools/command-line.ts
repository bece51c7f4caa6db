import type { ParseArgsOptionsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import type * as z from 'zod';
import { Refusal } from './refusal.ts';

/** Does what was typed and prints what came of it; a name alone prints how it is used. What is refused or fails ends with 1. */
export async function commandLine(usage: string, run: (typed: readonly string[]) => Promise<string>): Promise<void> {
  try {
    const typed = process.argv.slice(2);
    console.log(typed.length === 0 || typed[0] === 'help' ? usage : await run(typed));
  } catch (error) {
    process.exitCode = 1;
    tellOf(error);
  }
}

export function tellOf(error: unknown): void {
  if (error instanceof Refusal) console.error(`refused: ${error.message}`);
  else console.error(`failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
}

/** Words and options as they were typed; an option that is not there is refused. */
export function typedWords<Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new Refusal(cause instanceof Error ? cause.message : 'the options cannot be read', { cause });
  }
}

/** What was typed as a command, or a refusal that names the first thing that is wrong with it. */
export function commandOf<Command>(commands: z.ZodType<Command>, typed: Readonly<Record<string, unknown>>): Command {
  const result = commands.safeParse(typed);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(`${issue?.path.join('.') || 'command'}: ${issue?.message ?? 'wrong'}`);
}
