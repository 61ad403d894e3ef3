/** The signature of Aliyun's RPC style (SignatureVersion 1.0, HMAC-SHA1), without a network. */
import { createHmac } from 'node:crypto'

/** RFC 3986: everything but letters, digits and - _ . ~ in percent form. */
function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** `a=1&b=2`, by name, encoded. */
export function sortedQuery(params: Readonly<Record<string, string>>): string {
  return Object.keys(params)
    .sort()
    .map(name => `${percent(name)}=${percent(params[name] ?? '')}`)
    .join('&')
}

/** What goes into `Signature`, computed over every other parameter. */
export function signatureOf(
  method: 'GET' | 'POST',
  params: Readonly<Record<string, string>>,
  accessKeySecret: string,
): string {
  const text = `${method}&${percent('/')}&${percent(sortedQuery(params))}`
  return createHmac('sha1', `${accessKeySecret}&`).update(text, 'utf8').digest('base64')
}
