import { defineTexts } from '@anju/ui'

/** What requests are called in the notices about them, by the code that the server keeps; the names in braces are its params. */
export const useRequestTexts = defineTexts({
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
  },
})
