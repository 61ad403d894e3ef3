import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { ensurePremises } from '../../registry/index.ts'
import { paymentKey } from '../kinds/past-payments.ts'
import { imports } from '../tables.ts'
import type { SheetKind, StagedSheet } from '../workbook/mapping.ts'
import type { KnownThings } from '../workbook/plan-import.ts'

const OPENING: readonly SheetKind[] = ['past-payments']

/** Premises and what other files took over for them; nothing is asked for a workbook without opening balances. */
export async function knownOpening(
  tx: Tx,
  actor: Actor,
  place: { communityId: string; sha256: Buffer },
  staged: readonly StagedSheet[],
): Promise<Pick<KnownThings, 'places' | 'opening'>> {
  const kinds = new Set(staged.map(({ mapping }) => mapping.kind))
  if (!OPENING.some(kind => kinds.has(kind))) return {}
  const { idByKey } = await ensurePremises(tx, actor, place.communityId, [])
  const keyById = new Map([...idByKey].map(([key, id]) => [id, key]))
  return {
    places: new Set(idByKey.keys()),
    opening: { pastPayments: await paidBefore(tx, actor, place, keyById) },
  }
}

interface Paid {
  premisesId: string
  itemName: string
  periodFrom: string | null
  periodTo: string | null
  paidOn: string
  paidFen: bigint
  method: string | null
  receiptNumber: string | null
  payerName: string | null
  fileName: string
}

async function paidBefore(
  tx: Tx,
  actor: Actor,
  { communityId, sha256 }: { communityId: string; sha256: Buffer },
  keyById: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const { rows } = await sql<Paid>`
    select p.premises_id, p.item_name, p.period_from, p.period_to, p.paid_on, p.paid_fen, p.method, p.receipt_number, p.payer_name, i.file_name
    from imports.opening_row o
    join payments.public_past_payment p on p.tenant_id = o.tenant_id and p.id = o.object_id
    join imports.import i on i.tenant_id = o.tenant_id and i.id = o.import_id
    where o.tenant_id = ${tenantOf(actor)} and o.community_id = ${communityId} and o.part = 'past-payments' and o.file_sha256 <> ${sha256}`.execute(
    imports(tx),
  )
  return new Map(
    rows.map(({ fileName, ...paid }) => [paymentKey({ ...paid, place: keyById.get(paid.premisesId) ?? '' }), fileName]),
  )
}
