// Runs in a worker thread that ends when the functions are bundled.
import { parentPort, workerData } from 'node:worker_threads';
import { keepCompiledModules } from './compile-cache.ts';

keepCompiledModules();
const { bundleFunctions } = await import('../lib/bundle.ts');
await bundleFunctions({ outdir: workerData as string });
parentPort?.postMessage('bundled');
