import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** How far each function has worked off each shard: kept with the data, so that a restart neither skips nor repeats the past. */
export interface StreamPositions {
  /** the sequence number of the last record that is done with; undefined where none is */
  of(functionId: string, shardId: string): string | undefined;
  set(functionId: string, shardId: string, sequenceNumber: string): void;
  close(): void;
}

/** Without `dataDir` they last as long as the process, like the data. */
export function openStreamPositions(dataDir: string | undefined): StreamPositions {
  const database = new DatabaseSync(dataDir ? join(dataDir, 'streams.sqlite') : ':memory:');
  // WAL without waiting for the disk: what is written survives the end of the process, as the engine's own data do
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;' +
      'CREATE TABLE IF NOT EXISTS position (consumer TEXT, shard TEXT, sequence TEXT, PRIMARY KEY (consumer, shard))',
  );
  const find = database.prepare('SELECT sequence FROM position WHERE consumer = ? AND shard = ?');
  const put = database.prepare('INSERT OR REPLACE INTO position VALUES (?, ?, ?)');
  return {
    of: (functionId, shardId) => {
      const row = find.get(functionId, shardId) as { sequence: string } | undefined;
      return row?.sequence;
    },
    set: (functionId, shardId, sequenceNumber) => void put.run(functionId, shardId, sequenceNumber),
    close: () => database.close(),
  };
}
