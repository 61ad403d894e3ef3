import { parentPort, workerData } from 'node:worker_threads'
import { useSecrets } from '../platform/seal.ts'
import { seedDemo } from '../seed-demo.ts'
import type { GrowDemo } from './grow-demo.ts'

/** A thread that makes the demo while the process serves, see `grow-demo.ts`. */
const { adminUrl, secrets, config } = workerData as GrowDemo
useSecrets(secrets)
await seedDemo({ adminUrl, secrets, config, say: words => parentPort?.postMessage(words) })
