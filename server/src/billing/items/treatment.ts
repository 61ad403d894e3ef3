/** What the money of a charge item is, and so where it is posted: ours, owed back, or somebody else's (ADR 16). */
import type { AccountCode } from '../../ledger/index.ts'

export type Treatment = 'revenue' | 'deposit' | 'agency' | 'public' | 'fund'

const ACCOUNTS: Record<Treatment, AccountCode> = {
  revenue: '6001',
  deposit: '224101',
  agency: '224102',
  public: '224103',
  fund: '224104',
}

/** What decides the account that a bill is posted against. */
export interface Treated {
  treatment: string
  category: string
  billKind: string
}

/** The account opposite to 1122: arrears taken over come from 4103, penalties go to 6301, the rest goes by the item. */
export function accountOf({ treatment, category, billKind }: Treated): AccountCode {
  if (billKind === 'opening') return '4103'
  if (billKind === 'penalty' || (category === 'penalty' && treatment === 'revenue')) return '6301'
  return ACCOUNTS[treatment as Treatment]
}

/** Whether VAT is inside: only of what is income, the owners' income from common parts included. */
export function bearsTax({ treatment, billKind }: Pick<Treated, 'treatment' | 'billKind'>): boolean {
  return billKind !== 'opening' && (treatment === 'revenue' || treatment === 'public')
}
