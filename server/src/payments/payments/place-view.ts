import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import type { ReceiptPaper } from '../receipts/receipt-document.ts'
import { payments } from '../tables.ts'

/** Where money is received, by whom, and how its receipts look. */
export interface Place {
  companyName: string
  communityId: string
  communityCode: string
  communityName: string
  roomLabel: string
  legalEntityId: string | null
  entityName: string | null
  template: {
    title: string
    footer: string
    paper: ReceiptPaper
    logoId: string | null
    sealId: string | null
    verification: boolean
  }
}

/** Errors: platform.not_found when the premises are not within reach. */
export async function readPlace(tx: Tx, actor: Actor, premisesId: string): Promise<Place> {
  const row = await payments(tx)
    .selectFrom('registry.publicPremises as p')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .innerJoin('identity.publicCompany as o', 'o.tenantId', 'p.tenantId')
    .leftJoin('payments.receiptTemplate as t', join =>
      join.onRef('t.tenantId', '=', 'p.tenantId').onRef('t.communityId', '=', 'p.communityId'),
    )
    // Who receives the money of a community today, where the company has named somebody.
    .leftJoinLateral(
      eb =>
        eb
          .selectFrom('ledger.publicCommunityEntity as w')
          .innerJoin('ledger.publicLegalEntity as n', join =>
            join.onRef('n.tenantId', '=', 'w.tenantId').onRef('n.id', '=', 'w.legalEntityId'),
          )
          .select(['w.legalEntityId', 'n.name'])
          .whereRef('w.tenantId', '=', 'p.tenantId')
          .whereRef('w.communityId', '=', 'p.communityId')
          .where('w.fromOn', '<=', today())
          .orderBy('w.fromOn', 'desc')
          .limit(1)
          .as('e'),
      join => join.onTrue(),
    )
    .select(['o.name as companyName', 'c.id as communityId', 'c.code as communityCode', 'c.name as communityName'])
    .select(['e.legalEntityId', 'e.name as entityName'])
    .select(['p.label as roomLabel', 't.title', 't.footer', 't.paper', 't.logoId', 't.sealId', 't.verification'])
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.id', '=', premisesId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { title, footer, paper, logoId, sealId, verification, ...place } = row
  return {
    ...place,
    template: {
      title: title ?? '收款收据',
      footer: footer ?? '',
      paper: (paper ?? 'A5') as ReceiptPaper,
      logoId,
      sealId,
      verification: verification ?? true,
    },
  }
}

/** The labels of premises by id. Errors: platform.not_found when one is not within reach or of another community. */
export async function readRooms(
  tx: Tx,
  actor: Actor,
  communityId: string,
  premisesIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await payments(tx)
    .selectFrom('registry.publicPremises')
    .select(['id', 'label'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('id', 'in', [...premisesIds])
    .execute()
  if (rows.length !== new Set(premisesIds).size) throw refuse.notFound()
  return new Map(rows.map(row => [row.id, row.label]))
}
