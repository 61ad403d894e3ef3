import { sql } from 'kysely'
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

type Row = Omit<Place, 'template'> & { [K in keyof Place['template']]: Place['template'][K] | null }

/** Errors: platform.not_found when the premises are not within reach. */
export async function readPlace(tx: Tx, actor: Actor, premisesId: string): Promise<Place> {
  // The entity is whoever receives the money of the community today, where the company has named somebody.
  const { rows } = await sql<Row>`
    select o.name as company_name, c.id as community_id, c.code as community_code, c.name as community_name, e.legal_entity_id,
      e.name as entity_name, p.label as room_label, t.title, t.footer, t.paper, t.logo_id, t.seal_id, t.verification
    from registry.public_premises p
    join registry.public_community c on c.tenant_id = p.tenant_id and c.id = p.community_id
    join identity.public_company o on o.tenant_id = p.tenant_id
    left join payments.receipt_template t on t.tenant_id = p.tenant_id and t.community_id = p.community_id
    left join lateral (
      select w.legal_entity_id, n.name from ledger.public_community_entity w
      join ledger.public_legal_entity n on n.tenant_id = w.tenant_id and n.id = w.legal_entity_id
      where w.tenant_id = p.tenant_id and w.community_id = p.community_id and w.from_on <= ${today()}::date
      order by w.from_on desc limit 1) e on true
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = ${premisesId}::uuid`.execute(payments(tx))
  const [row] = rows
  if (!row) throw refuse.notFound()
  const { title, footer, paper, logoId, sealId, verification, ...place } = row
  return {
    ...place,
    template: {
      title: title ?? '收款收据',
      footer: footer ?? '',
      paper: paper ?? 'A5',
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
