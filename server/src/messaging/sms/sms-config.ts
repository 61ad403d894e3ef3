/** How messages reach phones, from the environment. */

export interface AliyunSms {
  endpoint: string
  accessKeyId: string
  accessKeySecret: string
  /** The company's signature as it is registered with the carriers (签名报备). */
  signName: string
  templates: { code: string; notice: string | null }
}

/**
 * The account at the provider, or null: then messages go to the sink, which delivers to no phone. Half an account is a mistake that is told
 * at once.
 */
export function readSmsConfig(env: NodeJS.ProcessEnv = process.env): AliyunSms | null {
  const { ANJU_SMS_KEY_ID, ANJU_SMS_KEY_SECRET, ANJU_SMS_SIGN_NAME, ANJU_SMS_TEMPLATE_CODE } = env
  const wanted = { ANJU_SMS_KEY_ID, ANJU_SMS_KEY_SECRET, ANJU_SMS_SIGN_NAME, ANJU_SMS_TEMPLATE_CODE }
  const missing = Object.entries(wanted).filter(([, value]) => !value)
  if (missing.length === Object.keys(wanted).length) return null
  if (missing.length > 0) throw new Error(`To send messages, set ${missing.map(([name]) => name).join(', ')} as well.`)
  return {
    endpoint: env.ANJU_SMS_ENDPOINT || 'https://dysmsapi.aliyuncs.com/',
    accessKeyId: ANJU_SMS_KEY_ID ?? '',
    accessKeySecret: ANJU_SMS_KEY_SECRET ?? '',
    signName: ANJU_SMS_SIGN_NAME ?? '',
    templates: { code: ANJU_SMS_TEMPLATE_CODE ?? '', notice: env.ANJU_SMS_TEMPLATE_NOTICE || null },
  }
}
