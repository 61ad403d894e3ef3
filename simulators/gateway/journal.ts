import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** A message as the inbox takes it. */
export interface Message {
  id: string
  kind: string
  at: string
  body: object
}

interface Journal {
  /** What was noted and not struck when the journal was opened, in its order. */
  unacknowledged: readonly Message[]
  /** How many messages were ever numbered. */
  lastNumber: number
  note(number: number, message: Message): void
  strike(ids: readonly string[]): void
}

type Line = { number: number; message?: Message } | { struck: readonly string[] }

/** The memory of a gateway: a line for each message and for what was acknowledged. Opened anew, it is written anew without what was struck. */
export function openJournal(file: string | undefined): Journal {
  if (file === undefined) return { unacknowledged: [], lastNumber: 0, note: () => undefined, strike: () => undefined }
  const { waiting, last } = read(file)
  const write = (line: Line) => appendFileSync(file, `${JSON.stringify(line)}\n`)
  const kept: Line[] = [{ number: last }, ...[...waiting].map(([, line]) => line)]
  writeFileSync(`${file}.new`, kept.map(line => `${JSON.stringify(line)}\n`).join(''), { flush: true })
  renameSync(`${file}.new`, file)
  return {
    unacknowledged: [...waiting.values()].map(line => line.message),
    lastNumber: last,
    note: (number, message) => write({ number, message }),
    strike: ids => write({ struck: ids }),
  }
}

function read(file: string): { waiting: Map<string, { number: number; message: Message }>; last: number } {
  const waiting = new Map<string, { number: number; message: Message }>()
  let last = 0
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  // A line that the power cut in half has no end, and was not noted.
  for (const line of text.split('\n').slice(0, -1)) {
    const said = JSON.parse(line) as Line
    if ('struck' in said) for (const id of said.struck) waiting.delete(id)
    else {
      last = Math.max(last, said.number)
      if (said.message) waiting.set(said.message.id, { number: said.number, message: said.message })
    }
  }
  return { waiting, last }
}
