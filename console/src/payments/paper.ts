import type { payments, WireRequestOf } from '@anju/contract'

export type Paper = NonNullable<NonNullable<WireRequestOf<typeof payments.receiptPdf>['query']>['paper']>

export const PAPERS: readonly Paper[] = ['A5', 'A4', 'thermal80']

const KEY = 'anju.console.receipt-paper'

/** The paper in this desk's printer, as chosen last in this browser; undefined: that of the receipt's template. */
export function rememberedPaper(): Paper | undefined {
  const kept = localStorage.getItem(KEY)
  return PAPERS.find(paper => paper === kept)
}

export function rememberPaper(paper: Paper | undefined) {
  if (paper) localStorage.setItem(KEY, paper)
  else localStorage.removeItem(KEY)
}
