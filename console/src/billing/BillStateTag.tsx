import type { billing, WireResponseOf } from '@anju/contract'
import { StatusTag, type Tone } from '../shell/show/StatusTag.tsx'
import { useBillingTexts } from './texts.ts'

type Bill = Pick<
  WireResponseOf<typeof billing.listBills>['items'][number],
  'state' | 'overdue' | 'settledFen' | 'outstandingFen' | 'amountFen'
> & { isHeld?: boolean; isVoided?: boolean }

type StateWord = 'draft' | 'void' | 'held' | 'red' | 'overdue' | 'settled' | 'partly' | 'open'

/** Of everything that may be said of a bill, the word that matters most. */
function stateWord(bill: Bill): StateWord {
  if (bill.state !== 'issued') return bill.state
  if (bill.isVoided) return 'void'
  if (bill.amountFen < 0) return 'red'
  if (bill.isHeld && bill.outstandingFen > 0) return 'held'
  if (bill.outstandingFen === 0) return 'settled'
  if (bill.overdue) return 'overdue'
  return bill.settledFen > 0 ? 'partly' : 'open'
}

const TONES: Record<StateWord, Tone> = {
  draft: 'info',
  void: 'neutral',
  held: 'warning',
  red: 'neutral',
  overdue: 'danger',
  settled: 'success',
  partly: 'warning',
  open: 'warning',
}

export function BillStateTag({ bill }: { bill: Bill }) {
  const t = useBillingTexts()
  const word = stateWord(bill)
  return <StatusTag tone={TONES[word]}>{t(`state.${word}`)}</StatusTag>
}
