import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import { bucketNames } from '../../lambdas/runtime/env.ts';

/** Calls of work queues and of buckets, in the words in which they are granted: `send claims`, `read statements parts/`. */
export interface CalledStores {
  /** since the last time it was asked */
  take(): readonly string[];
  stop(): void;
}

const SENDS = new Set(['SendMessageCommand', 'SendMessageBatchCommand']);

/** Listens to what this process sends to the engines; nothing is changed on its way. Once for each test file. */
export function listenToStores(): CalledStores {
  let calls: string[] = [];
  const send = vi.spyOn(SQSClient.prototype, 'send');
  const object = (method: string, path: string): void => {
    const [, bucket = '', prefix = ''] = path.split('/');
    if (!bucketNames.some((name) => name === bucket)) return;
    calls.push(`${method === 'PUT' ? 'write' : 'read'} ${bucket} ${prefix}/`);
  };
  const sent = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    object(request.method, request.path);
  };
  // who was given an address to write to does so by `fetch`
  const fetched = (message: unknown): void => {
    const { request } = message as { readonly request: { readonly method: string; readonly path: string } };
    object(request.method, request.path);
  };
  subscribe('http.client.request.start', sent);
  subscribe('undici:request:create', fetched);
  return {
    take: () => {
      for (const [command] of send.mock.calls) {
        if (!SENDS.has(command.constructor.name)) continue;
        const { QueueUrl = '' } = command.input as { readonly QueueUrl?: string };
        calls.push(`send ${QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1).replace(/\.fifo$/u, '')}`);
      }
      send.mockClear();
      const taken = calls;
      calls = [];
      return taken;
    },
    stop: () => {
      unsubscribe('http.client.request.start', sent);
      unsubscribe('undici:request:create', fetched);
      send.mockRestore();
    },
  };
}
