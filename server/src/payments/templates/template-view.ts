import type { payments as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { payments } from '../tables.ts'

type Template = ResponseOf<typeof contract.readReceiptTemplate>

/** How the receipts of a community look; the usual looks while nothing was decided (version 0). Errors: platform.not_found. */
export async function readReceiptTemplate(tx: Tx, actor: Actor, input: { communityId: string }): Promise<Template> {
  const row = await payments(tx)
    .selectFrom('registry.publicCommunity as c')
    .innerJoin('identity.publicCompany as o', 'o.tenantId', 'c.tenantId')
    .leftJoin('payments.receiptTemplate as t', join =>
      join.onRef('t.tenantId', '=', 'c.tenantId').onRef('t.communityId', '=', 'c.id'),
    )
    .select(['o.name as companyName', 'c.name as communityName', 't.title', 't.footer', 't.paper', 't.receiptPer'])
    .select(['t.verification', 't.logoId', 't.sealId', 't.version'])
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.id', '=', input.communityId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const files = await fileRefs(
    tx,
    [row.logoId, row.sealId].filter(id => id !== null),
  )
  return {
    communityId: input.communityId,
    companyName: row.companyName,
    communityName: row.communityName,
    title: row.title ?? '收款收据',
    footer: row.footer ?? '',
    paper: (row.paper ?? 'A5') as Template['paper'],
    receiptPer: (row.receiptPer ?? 'payment') as Template['receiptPer'],
    verification: row.verification ?? true,
    logo: files.get(row.logoId ?? '') ?? null,
    seal: files.get(row.sealId ?? '') ?? null,
    version: row.version ?? 0,
  }
}
