import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

/**
 * A provider of the other side, faithful to the protocol of Aliyun's SendSms: checks the signature by its own reading of the
 * specification, the clock (15 minutes), nonces (once), the shape of a number and the minute's limit of a phone; answers as it does.
 */
export interface SmsSimulator {
  endpoint: string
  /** What was taken, in order. */
  taken: { phone: string; signName: string; templateCode: string; params: Record<string, string> }[]
  /** Answers the next request with this code instead. */
  failNext(code: string, status?: number): void
  close(): Promise<void>
}

interface Options {
  accessKeyId: string
  accessKeySecret: string
  now: () => Date
}

const MINUTE_MS = 60_000

/** The request with the signature that its other parameters should have, by the words of the specification. */
function readSigned(body: string, accessKeySecret: string) {
  const given = new URLSearchParams(body)
  const signature = given.get('Signature') ?? ''
  given.delete('Signature')
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  const canonical = [...given.entries()]
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')
  const wanted = createHmac('sha1', `${accessKeySecret}&`)
    .update(`POST&%2F&${encode(canonical)}`)
    .digest('base64')
  return { given, signature, wanted }
}

export async function startSmsSimulator({ accessKeyId, accessKeySecret, now }: Options): Promise<SmsSimulator> {
  const taken: SmsSimulator['taken'] = []
  const nonces = new Set<string>()
  const lastSent = new Map<string, number>()
  let forced: { code: string; status: number } | null = null

  function judge(body: string): { code: string; status: number } {
    if (forced) {
      const answer = forced
      forced = null
      return answer
    }
    const { given, signature, wanted } = readSigned(body, accessKeySecret)
    if (given.get('AccessKeyId') !== accessKeyId) return { code: 'InvalidAccessKeyId.NotFound', status: 404 }
    if (signature.length !== wanted.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(wanted)))
      return { code: 'SignatureDoesNotMatch', status: 400 }
    const stamp = Date.parse(given.get('Timestamp') ?? '')
    if (!(Math.abs(stamp - now().getTime()) < 15 * MINUTE_MS)) return { code: 'InvalidTimeStamp.Expired', status: 400 }
    const nonce = given.get('SignatureNonce') ?? ''
    if (nonces.has(nonce)) return { code: 'SignatureNonceUsed', status: 400 }
    nonces.add(nonce)
    const phone = given.get('PhoneNumbers') ?? ''
    if (!/^1[3-9]\d{9}$/.test(phone)) return { code: 'isv.MOBILE_NUMBER_ILLEGAL', status: 200 }
    if (now().getTime() - (lastSent.get(phone) ?? 0) < MINUTE_MS)
      return { code: 'isv.BUSINESS_LIMIT_CONTROL', status: 200 }
    lastSent.set(phone, now().getTime())
    taken.push({
      phone,
      signName: given.get('SignName') ?? '',
      templateCode: given.get('TemplateCode') ?? '',
      params: JSON.parse(given.get('TemplateParam') ?? '{}') as Record<string, string>,
    })
    return { code: 'OK', status: 200 }
  }

  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      const { code, status } = judge(body)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({
          Code: code,
          Message: code,
          BizId: code === 'OK' ? `biz-${taken.length}` : undefined,
          RequestId: 'r',
        }),
      )
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The simulator does not listen.')
  return {
    endpoint: `http://127.0.0.1:${address.port}/`,
    taken,
    failNext: (code, status = 200) => {
      forced = { code, status }
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}
