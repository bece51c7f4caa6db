import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ObjectDescription {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  readonly versionId: string;
  /** epoch milliseconds */
  readonly writtenAt: number;
  readonly contentType: string;
  readonly contentEncoding?: string | undefined;
}

export interface OpenedObject extends ObjectDescription {
  /** `to` is the last byte, as in a Range header */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

export interface NewObject extends Pick<ObjectDescription, 'key' | 'contentType' | 'contentEncoding'> {
  readonly body: AsyncIterable<Uint8Array>;
  /** what the caller says that the body's digest is, in base64: another body is not stored */
  readonly digests: Readonly<Record<'md5' | 'sha256', string | undefined>>;
  /** whether it may be written over the one that is there; undefined: none */
  readonly allows: (etag: string | undefined) => boolean;
}

export type WriteOutcome = ObjectDescription | 'refused' | 'digest-differs';

export interface ObjectFiles {
  write(bucket: string, object: NewObject): Promise<WriteOutcome>;
  /** the latest, or the version that is named */
  open(bucket: string, key: string, versionId?: string | null): Promise<OpenedObject | undefined>;
  stop(): Promise<void>;
}

/** The description stands behind the content, so that both appear in the same instant; its length in the last 4 bytes. */
const LENGTH_BYTES = 4;

/**
 * Keeps each object in a file of its own, whatever its size, in `dir` or, where there is none, for as long as it runs. What has been
 * written survives a `kill -9`.
 */
export function objectFiles(dir: string | undefined): ObjectFiles {
  let ownDir: string | undefined;
  const root = () => dir ?? (ownDir ??= mkdtempSync(join(tmpdir(), 'connector-objects-')));
  const pathOf = (bucket: string, key: string) => join(root(), bucket, createHash('sha256').update(key).digest('hex'));
  const underWay = new Map<string, Promise<unknown>>();

  async function oneAfterTheOther<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
    const mine = (underWay.get(path) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => {});
    underWay.set(path, settled);
    return mine.finally(() => {
      if (underWay.get(path) === settled) underWay.delete(path);
    });
  }

  async function write(bucket: string, object: NewObject): Promise<WriteOutcome> {
    const path = pathOf(bucket, object.key);
    await mkdir(join(root(), bucket), { recursive: true });
    const versionId = randomUUID();
    const version = `${path}.${versionId}`;
    const unfinished = `${version}.new`;
    try {
      const description = await writeFile(unfinished, versionId, object);
      if (description === undefined) return 'digest-differs';
      return await oneAfterTheOther(path, async () => {
        const standing = await openFile(path);
        await standing?.close();
        if (!object.allows(standing?.etag)) return 'refused';
        // one content under two names: what is written over can still be read by its version
        await link(unfinished, version);
        // another process may have put one there in between: a link is made only where there is none
        if (standing) await rename(unfinished, path);
        else await link(unfinished, path);
        return description;
      });
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  return {
    write,
    open: (bucket, key, versionId) => openFile(`${pathOf(bucket, key)}${versionId ? `.${versionId}` : ''}`),
    stop: async () => {
      if (ownDir) await rm(ownDir, { recursive: true, force: true });
      ownDir = undefined;
    },
  };
}

/** undefined where the body is not what its digests say */
async function writeFile(path: string, versionId: string, object: NewObject): Promise<ObjectDescription | undefined> {
  const { key, contentType, contentEncoding, digests } = object;
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  const file = await open(path, 'wx');
  try {
    let bytes = 0;
    for await (const chunk of object.body) {
      md5.update(chunk);
      sha256.update(chunk);
      bytes += chunk.length;
      await writeAll(file, chunk);
    }
    const digest = md5.digest();
    const isOther =
      (digests.md5 !== undefined && digests.md5 !== digest.toString('base64')) ||
      (digests.sha256 !== undefined && digests.sha256 !== sha256.digest('base64'));
    if (isOther) return undefined;
    const etag = `"${digest.toString('hex')}"`;
    const description = { key, bytes, etag, versionId, writtenAt: Date.now(), contentType, contentEncoding };
    const text = Buffer.from(JSON.stringify(description));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(text.length);
    await writeAll(file, Buffer.concat([text, length]));
    await file.sync();
    return description;
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let from = 0; from < chunk.length;) from += (await file.write(chunk, from)).bytesWritten;
}

async function openFile(path: string): Promise<OpenedObject | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    const length = await readPart(file, size - LENGTH_BYTES, LENGTH_BYTES);
    const text = await readPart(file, size - LENGTH_BYTES - length.readUInt32BE(), length.readUInt32BE());
    return {
      ...(JSON.parse(text.toString()) as ObjectDescription),
      read: (from, to) => file.createReadStream({ start: from, end: to, autoClose: false }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readPart(file: FileHandle, from: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, from);
  if (bytesRead < bytes) throw new Error('an object’s file ends before its description');
  return buffer;
}
