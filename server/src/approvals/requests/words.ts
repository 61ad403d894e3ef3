import { APPROVAL_TEXTS, type approvals as contract } from '@anju/contract'
import type { z } from 'zod'

export type ApprovalWords = z.output<typeof contract.ApprovalWords>

/** A bill among the facts of a request; `cycleStart` is a day. */
export function billWords(item: string, cycleStart: string, bill: string): ApprovalWords {
  return { code: 'bill', params: { item, month: cycleStart.slice(0, 7), bill } }
}

const CHINESE: Record<string, string> = APPROVAL_TEXTS['zh-CN']

/** The Chinese text of what is kept as a code. */
export function chineseOf({ code, params }: ApprovalWords): string {
  return (CHINESE[code] ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? ''
    return name === 'method' ? (CHINESE[`method.${value}`] ?? value) : value
  })
}

/** The params of a notice that names a request: its title, and what any language makes of it. */
export function titleParams(title: string, words: ApprovalWords | null): Record<string, string> {
  return words ? { title, titleCode: words.code, ...words.params } : { title }
}
