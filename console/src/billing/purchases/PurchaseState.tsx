import { StatusTag } from '../../shell/show/StatusTag.tsx'
import type { Purchase } from './purchase.ts'
import { usePurchaseTexts } from './texts.ts'

/** Whether it counts, and whether it may still be changed. */
export function PurchaseState({ of }: { of: Pick<Purchase, 'voidedAt' | 'monthClosed'> }) {
  const t = usePurchaseTexts()
  if (of.voidedAt !== null) return <StatusTag tone="neutral">{t('state.void')}</StatusTag>
  return of.monthClosed ? (
    <StatusTag tone="info">{t('state.closed')}</StatusTag>
  ) : (
    <StatusTag tone="success">{t('state.counts')}</StatusTag>
  )
}
