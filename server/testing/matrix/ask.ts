import { addressOf, type Call, createClient, type Route } from '@anju/contract'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { newId } from '../../src/platform/ids.ts'
import type { Account } from './accounts.ts'

/** What travels to a route. */
export interface Request {
  params?: Record<string, string>
  query?: Record<string, string | number>
  body?: Record<string, unknown>
  /** The raw body of an upload. */
  file?: Buffer
}

/** Sends a request as somebody, or as nobody, over HTTP without a socket. */
export function ask(
  app: FastifyInstance,
  route: Route,
  request: Request,
  account: Account | null,
): Promise<LightMyRequestResponse> {
  const type = request.file ? 'application/octet-stream' : 'application/json'
  const payload = request.file ?? request.body
  return app.inject({
    method: route.method,
    url: addressOf(route, request),
    payload,
    headers: {
      ...(payload ? { 'content-type': type } : {}),
      ...(route.method === 'GET' ? {} : { 'idempotency-key': newId() }),
      ...(account ? { 'anju-app': account.app, authorization: `Bearer ${account.token}` } : {}),
    },
  })
}

/** The typed client of the contract as this account, without a socket. */
export function clientOf(app: FastifyInstance, account: Account): Call {
  return createClient({
    app: account.app,
    fetch: async (input, init) => {
      const body =
        init?.body instanceof Blob ? Buffer.from(await init.body.arrayBuffer()) : (init?.body as string | undefined)
      const response = await app.inject({
        method: (init?.method ?? 'GET') as 'GET',
        url: String(input),
        payload: body,
        headers: { ...(init?.headers as Record<string, string>), authorization: `Bearer ${account.token}` },
      })
      const headers = { 'content-type': String(response.headers['content-type']) }
      return new Response(response.statusCode === 204 ? null : new Uint8Array(response.rawPayload), {
        status: response.statusCode,
        headers,
      })
    },
  })
}
