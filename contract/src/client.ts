import { type RouteSpec, type WireRequestOf, type WireResponseOf, writes } from './route.ts'

/** What a refused or failed call throws: the problem+json of the server, or status 0 when it could not be reached. */
export class ApiError extends Error {
  status: number
  code: string
  params: Record<string, unknown>
  requestId: string | null
  /** For platform.input_wrong: where and what. */
  errors: { path: string; code: string; message: string }[]

  constructor(status: number, problem: Partial<Problem>, requestId: string | null) {
    super(problem.code ?? `status ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? (status === 0 ? 'platform.unreachable' : 'platform.unexpected')
    this.params = problem.params ?? {}
    this.errors = problem.errors ?? []
    this.requestId = requestId
  }
}

interface Problem {
  code: string
  status: number
  params: Record<string, unknown>
  errors: { path: string; code: string; message: string }[]
}

export interface ClientOptions {
  /** Scheme and host; empty in a browser served by the same server. */
  baseUrl?: string
  /** Which app's session the server reads. */
  app: 'console' | 'resident' | 'field'
  locale?: () => string
  /** Outside a browser: how to send (cookies, other fetch). */
  fetch?: typeof fetch
}

export interface CallExtras {
  /** Of a write; made once per intention, so that a retry is the same write. */
  idempotencyKey?: string
  signal?: AbortSignal
}

export type Call = <S extends RouteSpec>(
  route: S,
  request?: WireRequestOf<S> & CallExtras,
) => Promise<WireResponseOf<S>>

interface LooseRequest extends CallExtras {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  file?: Blob
}

/** The address of a route with its parameters, for links and downloads. */
export function addressOf(
  route: RouteSpec,
  request: { params?: Record<string, unknown>; query?: Record<string, unknown> } = {},
): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(request.params?.[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

/** 128 random bits; not crypto.randomUUID, which pages on plain http in a local network do not have. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}

/** Makes the typed `call(route, request)` of an app. GET answers are JSON; `file` and `stream` routes answer the Response. */
export function createClient(options: ClientOptions): Call {
  return async (route, request) => {
    const { params, query, body, file, idempotencyKey, signal } = (request ?? {}) as LooseRequest
    const headers: Record<string, string> = {
      'anju-app': options.app,
      'accept-language': options.locale?.() ?? 'zh-CN',
    }
    if (writes(route)) headers['idempotency-key'] = idempotencyKey ?? randomKey()
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (file) headers['content-type'] = 'application/octet-stream'
    const send = options.fetch ?? fetch
    let response: Response
    try {
      response = await send(`${options.baseUrl ?? ''}${addressOf(route, { params, query })}`, {
        method: route.method,
        headers,
        body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
        credentials: 'same-origin',
        signal,
      })
    } catch (cause) {
      if (signal?.aborted) throw cause
      throw new ApiError(0, {}, null)
    }
    if (!response.ok) {
      const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
      throw new ApiError(response.status, problem, response.headers.get('x-request-id'))
    }
    if (route.response === 'none') return undefined as never
    if (route.response === 'file' || route.response === 'stream') return response as never
    return (await response.json()) as never
  }
}
