/** What a phone shows of a notice, without a database; only the kinds that may go to a phone (NOTICE_KINDS, `sms`). */
import type { messaging as contract } from '@anju/contract'

const LONGEST = 70

const TEXTS: Partial<Record<contract.NoticeKindName, string>> = {
  'my-order-finished': '您的报修 {number} 已完工，请在业主端确认。',
  'bills-issued': '您有 {count} 张新账单，待缴 {amount} 元，最早的缴费期限为 {dueOn}。',
  'application-approved': '您的入住申请（{place}）已通过。',
  'application-rejected': '您的入住申请（{place}）没有通过，原因请在业主端查看。',
  'my-lease-ending': '您租的 {place} 将于 {date} 到期（还有 {days} 天），续租请联系物业或房东。',
  'personal-data-decided': '您的个人信息请求已处理，请在业主端查看。',
}

/** The text of a notice for the phone, at most one message long; null where the kind stays in the inbox. */
export function phoneTextOf(kind: contract.NoticeKindName, params: Readonly<Record<string, string>>): string | null {
  const text = TEXTS[kind]
  if (text === undefined) return null
  const filled = text.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
  return filled.length <= LONGEST ? filled : `${filled.slice(0, LONGEST - 1)}…`
}

const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000

/** Quiet from 21:00 to 08:00 in Shanghai (domain.md §4): the next morning then, else the moment itself. */
export function afterQuietHours(at: Date): Date {
  const local = new Date(at.getTime() + SHANGHAI_OFFSET_MS)
  const hour = local.getUTCHours()
  if (hour >= 8 && hour < 21) return at
  const morning = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), 8) - SHANGHAI_OFFSET_MS
  return new Date(hour >= 21 ? morning + DAY_MS : morning)
}
