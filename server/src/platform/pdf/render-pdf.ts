import { Worker } from 'node:worker_threads'
import type { PdfDefinition } from './pdf-definition.ts'
import type { PdfAnswer } from './pdf-worker.ts'

const waitingLimit = 200
const renderTimeoutMs = 30_000
const heapLimitMb = 384
/** Without it the thread lets garbage grow to 230 MB; with it to 100 MB, at the same speed. */
const youngHeapLimitMb = 16

type Job = { definition: PdfDefinition; resolve: (pdf: Buffer) => void; reject: (error: Error) => void }

const waiting: Job[] = []
let thread: Worker | undefined
let finishRunning: ((answer: PdfAnswer) => void) | undefined

/**
 * Renders a document to PDF: Chinese text, Noto Sans SC embedded as far as used, the same bytes for the same definition.
 *
 * The layout is one uninterrupted stretch of 30–170 ms (measured: receipts of 8 and 40 lines), too long for a thread
 * that also answers every other request. So it runs in one worker thread, started by the first document and kept, one
 * document after another. The process may still end while the thread idles.
 *
 * Rejects when the definition is wrong (a function in it, a node of no known kind), when 200 already wait, when one
 * takes over 30 s, or when the thread dies; the next document then gets a new thread.
 */
export function renderPdf(definition: PdfDefinition): Promise<Buffer> {
  if (waiting.length >= waitingLimit)
    return Promise.reject(new Error(`${waitingLimit} documents already wait for print`))
  return new Promise((resolve, reject) => {
    waiting.push({ definition, resolve, reject })
    runNext()
  })
}

/** Ends the thread, for a clean stop. The document it holds is refused; those still waiting go to a new thread. */
export async function stopPdfThread(): Promise<void> {
  await thread?.terminate()
}

function runNext(): void {
  if (finishRunning) return
  const job = waiting.shift()
  if (!job) return
  const worker = thread ?? startThread()
  const timer = setTimeout(() => {
    // Forgotten first, so that the next document does not go to the thread that hangs.
    if (thread === worker) thread = undefined
    void worker.terminate()
    finishRunning?.({ problem: `no PDF after ${renderTimeoutMs} ms` })
  }, renderTimeoutMs)
  finishRunning = answer => {
    finishRunning = undefined
    clearTimeout(timer)
    worker.unref()
    if ('bytes' in answer) job.resolve(Buffer.from(answer.bytes.buffer))
    else job.reject(new Error(`PDF not rendered: ${answer.problem}`))
    runNext()
  }
  worker.ref()
  try {
    worker.postMessage(job.definition)
  } catch (error) {
    // A definition that cannot be copied to another thread, because it holds a function.
    finishRunning({ problem: String(error) })
  }
}

function startThread(): Worker {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    name: 'pdf',
    resourceLimits: { maxOldGenerationSizeMb: heapLimitMb, maxYoungGenerationSizeMb: youngHeapLimitMb },
  })
  let death = 'the thread ended'
  worker.on('message', (answer: PdfAnswer) => {
    if (thread === worker) finishRunning?.(answer)
  })
  worker.on('error', error => {
    death = String(error)
  })
  worker.on('exit', () => {
    if (thread !== worker) return
    thread = undefined
    finishRunning?.({ problem: death })
  })
  thread = worker
  return worker
}
