/**
 * What the server says of a request, by code, once for all: it keeps the Chinese beside the code, the apps word the code in the
 * reader's language. Names in braces are params; `method` is a code there, too, worded by `method.*`.
 */
export const APPROVAL_TEXTS = {
  'zh-CN': {
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
    'method.cash': '现金',
    'method.transfer': '银行转账',
    'method.pos': '刷卡',
    'method.cheque': '支票',
    'method.direct-debit': '银行代扣',
  },
  en: {
    waiver: 'Waiver of {items}',
    'waiver-more': 'Waiver of {items} and others',
    penalty: 'Waiver of penalties on {items}',
    'penalty-more': 'Waiver of penalties on {items} and others',
    'write-off': 'Write-off of {items}',
    'write-off-more': 'Write-off of {items} and others',
    refund: 'Refund, receipt {receipt}',
    'refund-purse': 'Refund of a prepayment',
    'refund-deposit': 'Return of {item}',
    deduction: 'Deduction from {item}',
    reversal: 'Reversal of a payment, receipt {receipt}',
    discount: '{place} {discount}',
    until: 'Penalty as of {on}',
    bill: '{item} {month} ({bill})',
    paid: '{on} {method}',
    'paid-to': '{on} {method} · {cashier}',
    method: '{method}',
    bounced: 'The money never came; the penalty counts through',
    'given-back': 'Given back',
    'discount-part': '{discount} ({percent}% is charged)',
    'method.cash': 'Cash',
    'method.transfer': 'Bank transfer',
    'method.pos': 'Card (POS)',
    'method.cheque': 'Cheque',
    'method.direct-debit': 'Direct debit',
  },
} as const

export type ApprovalCode = Exclude<keyof (typeof APPROVAL_TEXTS)['zh-CN'], `method.${string}`>

/** The codes, without those of methods. */
export const APPROVAL_WORDS = Object.keys(APPROVAL_TEXTS['zh-CN']).filter(
  key => !key.startsWith('method.'),
) as unknown as readonly [ApprovalCode, ...ApprovalCode[]]
