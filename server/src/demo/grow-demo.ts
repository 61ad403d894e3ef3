import { Worker } from 'node:worker_threads'
import type { Config, Secrets } from '../platform/config.ts'

/** What the thread that makes the demo needs. */
export interface GrowDemo {
  adminUrl: string
  secrets: Secrets
  config: Config
}

export interface Growth {
  /** Resolves when the demo is whole; rejects with the reason when it could not be made. Never answers once it was ended. */
  whole: Promise<void>
  /** Ends it where it is: what is cut off goes on at the next start. */
  end(): Promise<void>
}

/**
 * Makes the demo in a thread of its own, with a clock of its own, while this one serves. Jobs that come of it rest until it is whole.
 * `say` hears a sentence for who waits.
 */
export function growDemo(ways: GrowDemo, say: (words: string) => void): Growth {
  const thread = new Worker(new URL('./grow-apart.ts', import.meta.url), { name: 'demo', workerData: ways })
  let ended = false
  thread.on('message', (words: string) => say(words))
  const whole = new Promise<void>((resolve, reject) => {
    thread.once('error', error => {
      if (!ended) reject(error)
    })
    thread.once('exit', code => {
      if (!ended) code === 0 ? resolve() : reject(new Error(`The thread of the demo ended with ${code}.`))
    })
  })
  // Whoever serves hears of it when it is ready to; until then it must not count as unhandled.
  whole.catch(() => undefined)
  return {
    whole,
    end: async () => {
      ended = true
      await thread.terminate()
    },
  }
}
