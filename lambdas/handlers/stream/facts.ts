import { streamHandler } from '../../runtime/stream-shell.ts';
import { parseFact } from '../../storage/fact-item.ts';
import { putTimer } from '../../storage/timetable.ts';
import { followFact } from '../../use-cases/follow-fact.ts';

const ports = { timetable: { putTimer } };

export const handler = streamHandler({
  name: 'facts',
  handle: (item) => followFact(ports, parseFact(item)),
});
