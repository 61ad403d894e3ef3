import type { approvals as contract } from '@anju/contract'
import type { z } from 'zod'

export type ApprovalWords = z.output<typeof contract.ApprovalWords>

/** What is kept and exported beside the code: Chinese, the names in braces are the params. */
const CHINESE: Record<ApprovalWords['code'], string> = {
  waiver: '减免{items}',
  'waiver-more': '减免{items}等',
  penalty: '减免{items}违约金',
  'penalty-more': '减免{items}等违约金',
  'write-off': '核销{items}',
  'write-off-more': '核销{items}等',
  refund: '退款 收据 {receipt}',
  'refund-purse': '退还预存',
  'refund-deposit': '退还{item}',
  deduction: '{item}扣款',
  reversal: '冲正收款 收据 {receipt}',
  discount: '{place} {discount}',
  until: '违约金，截至 {on}',
  bill: '{item} {month}（{bill}）',
  paid: '{on} {method}',
  'paid-to': '{on} {method} · {cashier}',
  method: '{method}',
  bounced: '款项未到账，违约金连续计算',
  'given-back': '退还',
  'discount-part': '{discount}（按 {percent}% 收取）',
}

/** A bill among the facts of a request; `cycleStart` is a day. */
export function billWords(item: string, cycleStart: string, bill: string): ApprovalWords {
  return { code: 'bill', params: { item, month: cycleStart.slice(0, 7), bill } }
}

const METHODS: Record<string, string> = {
  cash: '现金',
  transfer: '银行转账',
  pos: '刷卡',
  cheque: '支票',
  'direct-debit': '银行代扣',
}

/** The Chinese text of what is kept as a code. */
export function chineseOf({ code, params }: ApprovalWords): string {
  return CHINESE[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? ''
    return name === 'method' ? (METHODS[value] ?? value) : value
  })
}

/** The params of a notice that names a request: its title, and what any language makes of it. */
export function titleParams(title: string, words: ApprovalWords | null): Record<string, string> {
  return words ? { title, titleCode: words.code, ...words.params } : { title }
}
