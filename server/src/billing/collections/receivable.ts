/** Postings of what was settled: 1122 by household and payer; what was given away by where it had come from. Pure. */
import type { PostingInput } from '../../ledger/index.ts'
import { accountOf } from '../items/treatment.ts'
import type { SettledPart } from './settled-part.ts'

/** What settling takes off receivables: credits of 1122, one per premises and payer. `sign` −1 is a debit again. */
export function receivablePostings(parts: readonly SettledPart[], sign: 1n | -1n = 1n): PostingInput[] {
  return summed(
    parts.map(({ premisesId, payerPersonId, amountFen }) => ({
      accountCode: '1122' as const,
      premisesId,
      partyId: payerPersonId,
      amountFen: -amountFen * sign,
    })),
  )
}

/** What a waiver or a rounding takes back: revenue net and its tax, or the liability that the bill had made. */
export function givenAwayPostings(parts: readonly SettledPart[], sign: 1n | -1n = 1n): PostingInput[] {
  return summed(
    parts.flatMap((part): PostingInput[] => {
      const account = accountOf(part)
      const owner = account.startsWith('2241') ? { premisesId: part.premisesId, partyId: part.payerPersonId } : {}
      const taxFen = part.taxFen ?? 0n
      return [
        { accountCode: account, ...owner, amountFen: (part.amountFen - taxFen) * sign },
        { accountCode: '222101', amountFen: taxFen * sign },
      ]
    }),
  )
}

/** Postings of one account, household and person become one; what sums to nothing is left out. */
export function summed(postings: readonly PostingInput[]): PostingInput[] {
  const sums = new Map<string, PostingInput>()
  for (const posting of postings) {
    const key = [posting.accountCode, posting.premisesId ?? '', posting.partyId ?? ''].join('/')
    const there = sums.get(key)
    sums.set(key, there ? { ...there, amountFen: there.amountFen + posting.amountFen } : posting)
  }
  return [...sums.values()].filter(posting => posting.amountFen !== 0n)
}
