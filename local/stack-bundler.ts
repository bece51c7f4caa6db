// Runs in a worker thread that ends when the functions are bundled.
import { parentPort, workerData } from 'node:worker_threads';
import { bundleFunctions } from '../lib/bundle.ts';

await bundleFunctions({ outdir: workerData as string });
parentPort?.postMessage('bundled');
