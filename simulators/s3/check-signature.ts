import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** A refusal as S3 words it. */
export interface S3Fault {
  status: number
  code: string
}

interface SignedRequest {
  method: string
  /** Path and query as they came over the wire. */
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/
const SKEW_MS = 15 * 60_000

/**
 * Verifies an AWS Signature Version 4 in the Authorization header, the way S3 does: the canonical request is rebuilt from what came
 * over the wire, the date must be near, the payload must have the hash that was signed. null when all is well.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function checkSignature(request: SignedRequest, keys: Map<string, string>, now: Date): S3Fault | null {
  const parsed = AUTHORIZATION.exec(request.headers.authorization ?? '')
  if (!parsed) return { status: 403, code: 'AccessDenied' }
  const [, keyId = '', day = '', region = '', signedHeaders = '', signature = ''] = parsed
  const secret = keys.get(keyId)
  if (secret === undefined) return { status: 403, code: 'InvalidAccessKeyId' }
  const stamp = String(request.headers['x-amz-date'] ?? '')
  const at = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (Number.isNaN(at) || !stamp.startsWith(day)) return { status: 403, code: 'AccessDenied' }
  if (Math.abs(at - now.getTime()) > SKEW_MS) return { status: 403, code: 'RequestTimeTooSkewed' }
  const payloadHash = String(request.headers['x-amz-content-sha256'] ?? '')
  const wanted = sign(request, { secret, day, region, stamp, payloadHash, names: signedHeaders.split(';') })
  if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(signature)))
    return { status: 403, code: 'SignatureDoesNotMatch' }
  if (!signedHeaders.split(';').includes('host')) return { status: 403, code: 'AccessDenied' }
  if (payloadHash !== 'UNSIGNED-PAYLOAD' && payloadHash !== sha256(request.body))
    return { status: 400, code: 'XAmzContentSHA256Mismatch' }
  return null
}

interface Signing {
  secret: string
  day: string
  region: string
  stamp: string
  payloadHash: string
  names: string[]
}

function sign(request: SignedRequest, { secret, day, region, stamp, payloadHash, names }: Signing): string {
  const [path = '', query = ''] = request.url.split('?')
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map(pair => (pair.includes('=') ? pair : `${pair}=`))
    .sort((one, other) => (one < other ? -1 : 1))
  const headers = names.map(
    name =>
      `${name}:${String(request.headers[name] ?? '')
        .trim()
        .replace(/\s+/g, ' ')}\n`,
  )
  const canonical = [request.method, path, pairs.join('&'), headers.join(''), names.join(';'), payloadHash].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), 's3'), 'aws4_request')
  return hmac(key, text).toString('hex')
}
