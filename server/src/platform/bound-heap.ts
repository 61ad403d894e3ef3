import { setFlagsFromString } from 'node:v8'

/**
 * Lets the heap grow by half of what is alive before it is swept, not several times over: a run of a million bill lines then needs
 * some 100 MB less, and takes no longer. Call it once, as the process starts. Its other half is `--max-semi-space-size` on the
 * command line of `scripts/start.mjs`, which cannot be set later.
 */
export function boundHeap(): void {
  setFlagsFromString('--heap-growing-percent=50')
}
