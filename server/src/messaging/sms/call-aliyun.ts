import { z } from 'zod'
import { now } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { signatureOf, sortedQuery } from './aliyun-signature.ts'
import type { AliyunSms } from './sms-config.ts'

const TIMEOUT_MS = 10_000

const Answer = z.object({ Code: z.string(), Message: z.string().default(''), BizId: z.string().optional() })

/** `retry`: the provider was away or busy; `refused`: it will never take this message. */
export type Sent =
  | { outcome: 'sent'; providerId: string }
  | { outcome: 'retry'; reason: string }
  | { outcome: 'refused'; reason: string }

/** Codes with which the provider asks for another try; any other than OK is final (number, template, signature, limits of the day). */
const TRANSIENT = new Set([
  'isp.SYSTEM_ERROR',
  'isp.RAM_PERMISSION_DENY',
  'Throttling',
  'Throttling.User',
  'ServiceUnavailable',
])

/**
 * Sends one message by Aliyun's SendSms (2017-05-25). Never inside a transaction.
 * @param params the variables of the template
 */
export async function sendByAliyun(
  config: AliyunSms,
  message: { phone: string; templateCode: string; params: Record<string, string> },
): Promise<Sent> {
  const params: Record<string, string> = {
    AccessKeyId: config.accessKeyId,
    Action: 'SendSms',
    Format: 'JSON',
    PhoneNumbers: message.phone,
    RegionId: 'cn-hangzhou',
    SignName: config.signName,
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: newId(),
    SignatureVersion: '1.0',
    TemplateCode: message.templateCode,
    TemplateParam: JSON.stringify(message.params),
    Timestamp: now()
      .toISOString()
      .replace(/\.\d{3}Z$/, 'Z'),
    Version: '2017-05-25',
  }
  const body = sortedQuery({ ...params, Signature: signatureOf('POST', params, config.accessKeySecret) })
  let response: Response
  try {
    response = await fetch(config.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  } catch (error) {
    return { outcome: 'retry', reason: error instanceof Error ? error.name : 'network' }
  }
  const answer = Answer.safeParse(await response.json().catch(() => null))
  if (!answer.success) return { outcome: 'retry', reason: `status ${response.status}` }
  const { Code, BizId } = answer.data
  if (Code === 'OK') return { outcome: 'sent', providerId: BizId ?? '' }
  if (response.status >= 500 || TRANSIENT.has(Code)) return { outcome: 'retry', reason: Code }
  return { outcome: 'refused', reason: Code }
}
