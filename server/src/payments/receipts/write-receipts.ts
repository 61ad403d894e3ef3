import { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import { civilDateOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { capitalAmount } from '../../platform/money.ts'
import type { Place } from '../payments/place-view.ts'
import { numberReceipt } from './number-receipt.ts'
import { FrozenReceipt } from './receipt.ts'

export interface WrittenReceipt {
  id: string
  number: string
  premisesId: string
  amountFen: bigint
}

/** What a receipt is to say, before it has its number. */
export interface ReceiptDraft {
  paymentId: string
  premisesId: string
  /** Its words without those of place and template. */
  words: Omit<FrozenReceipt, keyof PlaceWords | 'capitalWords' | 'replaces'>
  replaces: { id: string; number: string } | null
}

type PlaceWords = Pick<
  FrozenReceipt,
  'companyName' | 'communityName' | 'entityName' | 'title' | 'footer' | 'paper' | 'logoId' | 'sealId' | 'verification'
>

/** Numbers receipts of one community and keeps their words, in the order given. Take it late: the counter's row stays locked. */
export async function writeReceipts(
  tx: Tx,
  actor: Actor,
  place: Place,
  drafts: readonly ReceiptDraft[],
  issuedAt: Date,
): Promise<WrittenReceipt[]> {
  const written: WrittenReceipt[] = []
  for (const draft of drafts) written.push(await writeReceipt(tx, actor, place, draft, issuedAt))
  return written
}

async function writeReceipt(
  tx: Tx,
  actor: Actor,
  place: Place,
  { paymentId, premisesId, words, replaces }: ReceiptDraft,
  issuedAt: Date,
): Promise<WrittenReceipt> {
  const content = z.encode(FrozenReceipt, {
    ...words,
    companyName: place.companyName,
    communityName: place.communityName,
    entityName: place.entityName === place.companyName ? null : place.entityName,
    ...place.template,
    capitalWords: capitalAmount(words.totalFen),
    replaces: replaces?.number ?? null,
  })
  const { communityId, communityCode, legalEntityId } = place
  const receipt = { id: newId(), premisesId, amountFen: words.totalFen }
  const number = await numberReceipt(tx, actor, {
    ...{ ...receipt, paymentId, communityId, communityCode, legalEntityId, issuedAt },
    year: Number(civilDateOf(issuedAt).slice(0, 4)),
    content: JSON.stringify(content),
    replacesId: replaces?.id ?? null,
  })
  return { ...receipt, number }
}
