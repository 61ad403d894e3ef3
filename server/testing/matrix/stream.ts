import type { FastifyInstance } from 'fastify'
import type { Account } from './accounts.ts'

export interface Stream {
  /** Everything that came so far, as it came. */
  text(): string
  close(): void
}

/** An open event stream of an account, over a socket. Answers when the server says it is ready. */
export async function openStream(app: FastifyInstance, account: Account): Promise<Stream> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  const port = typeof address === 'object' ? address?.port : ''
  const abort = new AbortController()
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/realtime?app=${account.app}`, {
    headers: { authorization: `Bearer ${account.token}`, 'anju-app': account.app },
    signal: abort.signal,
  })
  if (!response.ok || !response.body) throw new Error(`The stream was refused: ${response.status}.`)
  let text = ''
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const readOn = async () => {
    const part = await reader.read()
    text += part.value ?? ''
    return !part.done
  }
  while (!text.includes('"name":"ready"')) if (!(await readOn())) throw new Error('The stream ended at once.')
  const rest = async () => {
    while (await readOn());
  }
  rest().catch(() => undefined)
  return { text: () => text, close: () => abort.abort() }
}
