import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { checkSignature, type S3Fault } from './check-signature.ts'

export interface S3Simulator {
  /** For FILES_S3_URL, with the right key. */
  url: string
  /** What lies in the bucket, by key. */
  objects: Map<string, Buffer>
  /** Multipart uploads that were begun and neither completed nor given up. */
  pending(): number
  /** Every request that was taken or refused: `PUT /bucket/key 200`. */
  requests: string[]
  /** Until it is lifted, requests of this kind fail with 503, such as `PUT` or `part 2`. */
  fail(kind: string | null): void
  close(): Promise<void>
}

const BUCKET = 'anju-files'
const KEY_ID = 'SIMULATEDKEY'
const SECRET = 'simulated/secret+key'
const LEAST_PART_BYTES = 5 * 1024 * 1024

interface Upload {
  key: string
  parts: Map<number, Buffer>
}

interface State {
  objects: Map<string, Buffer>
  uploads: Map<string, Upload>
  requests: string[]
  failing: string | null
}

interface Asked {
  method: string
  key: string
  query: URLSearchParams
  body: Buffer
  range: string | undefined
}

interface Answer {
  status: number
  body?: Buffer | string
  headers?: Record<string, string>
}

const md5 = (data: Buffer) => `"${createHash('md5').update(data).digest('hex')}"`
const fault = (status: number, code: string): Answer => errorOf({ status, code })

/** An object store on a port of its own, with one bucket and one key. Nothing is kept beyond its life. */
export async function startS3(): Promise<S3Simulator> {
  const state: State = { objects: new Map(), uploads: new Map(), requests: [], failing: null }
  const server = createServer((request, response) => void answer(state, request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${KEY_ID}:${encodeURIComponent(SECRET)}@127.0.0.1:${port}/${BUCKET}?region=cn-test-1`,
    objects: state.objects,
    pending: () => state.uploads.size,
    requests: state.requests,
    fail: kind => {
      state.failing = kind
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request)
  const [method, url] = [request.method ?? 'GET', request.url ?? '/']
  const signed = { method, url, headers: request.headers, body }
  const refused = checkSignature(signed, new Map([[KEY_ID, SECRET]]), new Date())
  const { pathname, searchParams: query } = new URL(url, 'http://store')
  const [, bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent)
  const asked = { method, key: rest.join('/'), query, body, range: request.headers.range }
  const made = refused
    ? fault(refused.status, refused.code)
    : bucket === BUCKET
      ? perform(state, asked)
      : fault(404, 'NoSuchBucket')
  state.requests.push(`${method} ${url} ${made.status}`)
  response.writeHead(made.status, { 'x-amz-request-id': randomUUID(), ...made.headers })
  response.end(method === 'HEAD' ? undefined : made.body)
}

function perform(state: State, asked: Asked): Answer {
  const part = asked.query.get('partNumber')
  if (state.failing === asked.method || state.failing === `part ${part}`) return fault(503, 'SlowDown')
  const { method, key, query } = asked
  if (method === 'POST' && query.has('uploads')) return begin(state, key)
  if (query.has('uploadId')) return goOn(state, asked)
  if (method === 'PUT') {
    state.objects.set(key, asked.body)
    return { status: 200, headers: { etag: md5(asked.body) } }
  }
  if (method === 'GET' || method === 'HEAD') return read(state, asked)
  if (method === 'DELETE') {
    state.objects.delete(key)
    return { status: 204 }
  }
  return fault(405, 'MethodNotAllowed')
}

function read(state: State, { key, range }: Asked): Answer {
  const object = state.objects.get(key)
  if (!object) return fault(404, 'NoSuchKey')
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  if (from === undefined) return { status: 200, body: object, headers: { etag: md5(object) } }
  const last = to ? Math.min(Number(to), object.length - 1) : object.length - 1
  if (Number(from) > last) return fault(416, 'InvalidRange')
  const headers = { 'content-range': `bytes ${from}-${last}/${object.length}`, etag: md5(object) }
  return { status: 206, body: object.subarray(Number(from), last + 1), headers }
}

function begin(state: State, key: string): Answer {
  const id = randomUUID()
  state.uploads.set(id, { key, parts: new Map() })
  const words = `<Bucket>${BUCKET}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId>`
  return xml(200, `<InitiateMultipartUploadResult>${words}</InitiateMultipartUploadResult>`)
}

function goOn(state: State, { method, key, query, body }: Asked): Answer {
  const id = query.get('uploadId') ?? ''
  const upload = state.uploads.get(id)
  if (!upload || upload.key !== key) return fault(404, 'NoSuchUpload')
  if (method === 'DELETE') {
    state.uploads.delete(id)
    return { status: 204 }
  }
  if (method === 'PUT') {
    upload.parts.set(Number(query.get('partNumber')), body)
    return { status: 200, headers: { etag: md5(body) } }
  }
  const listed = [...body.toString('utf8').matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: (/<ETag>(.*?)<\/ETag>/s.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
  }))
  const parts = listed.map(({ number }) => upload.parts.get(number))
  if (parts.some((part, index) => !part || md5(part) !== listed[index]?.etag)) return fault(400, 'InvalidPart')
  if (listed.some(({ number }, index) => index > 0 && number <= (listed[index - 1]?.number ?? 0)))
    return fault(400, 'InvalidPartOrder')
  if (parts.slice(0, -1).some(part => (part?.length ?? 0) < LEAST_PART_BYTES)) return fault(400, 'EntityTooSmall')
  state.objects.set(key, Buffer.concat(parts as Buffer[]))
  state.uploads.delete(id)
  return xml(200, `<CompleteMultipartUploadResult><Key>${key}</Key></CompleteMultipartUploadResult>`)
}

function xml(status: number, body: string): Answer {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${body}`
  return { status, body: text, headers: { 'content-type': 'application/xml' } }
}

function errorOf({ status, code }: S3Fault): Answer {
  return xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}
