import { useLedgerTexts } from './texts.ts'

const KNOWN = [
  'billing.bill-issued',
  'billing.purse-opened',
  'billing.deposit-opened',
  'billing.bill-taken-back',
  'billing.purse-taken-back',
  'billing.deposit-taken-back',
  'billing.purse-offset',
  'billing.purse-offset-reversed',
  'billing.purse-moved',
  'billing.rounded',
  'billing.rounding-reversed',
  'billing.discounted',
  'billing.discount-reversed',
  'billing.discount-corrected',
  'billing.corrected',
  'billing.waived',
  'billing.waiver-corrected',
  'billing.rounding-corrected',
  'billing.written-off',
  'billing.write-off-corrected',
  'billing.deposit-deducted',
  'billing.revenue-deferred',
  'billing.rent-straightened',
  'billing.margin-taxed',
  'billing.fund-spent',
  'billing.fund-handed-over',
  'billing.fund-managed',
  'billing.fund-received',
  'billing.fund-opened',
  'billing.fund-moved-in',
  'billing.fund-reversed',
  'payments.received',
  'payments.refunded',
  'payments.reversed',
  'payments.banked',
  'payments.till-difference',
  'payments.shift-difference',
  'payments.float-issued',
  'payments.float-taken-over',
  'payments.cash-moved',
  'payments.channel-settled',
  'payments.channel-difference',
] as const

export const SOURCES: readonly (typeof KNOWN)[number][] = KNOWN

/** What a source kind is called; one that is not known yet goes by its code. */
export function useSourceWords(): (kind: string) => string {
  const t = useLedgerTexts()
  return kind => {
    const known = KNOWN.find(one => one === kind)
    return known ? t(`source.${known}`) : kind
  }
}
