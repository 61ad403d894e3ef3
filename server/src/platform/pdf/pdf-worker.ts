import { parentPort } from 'node:worker_threads'
import { composePdf } from './compose-pdf.ts'
import type { PdfDefinition } from './pdf-definition.ts'

/** What the thread answers for each definition it is sent: the bytes, or the words of what went wrong. */
export type PdfAnswer = { bytes: Uint8Array<ArrayBuffer> } | { problem: string }

const port = parentPort
if (!port) throw new Error('pdf-worker.ts runs as a worker thread only, see render-pdf.ts')

port.on('message', async (definition: PdfDefinition) => {
  try {
    // A copy of its own, because a small Buffer shares its memory with others and cannot be handed over.
    const bytes = new Uint8Array(await composePdf(definition))
    port.postMessage({ bytes } satisfies PdfAnswer, [bytes.buffer])
  } catch (error) {
    port.postMessage({
      problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
    } satisfies PdfAnswer)
  }
})
