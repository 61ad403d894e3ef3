import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import type { Door, FileAnswer } from '../../platform/module.ts'
import { capitalAmount } from '../../platform/money.ts'
import { renderPdf } from '../../platform/pdf/render-pdf.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type LetterContents, letterPage } from './letter-page.ts'

/** The letter of a household, to print and hand over. Errors: platform.not_found, billing.nothing_overdue. */
export async function dunningLetter(door: Door, actor: Actor, input: { premisesId: string }): Promise<FileAnswer> {
  const contents = await door.run(actor, tx => readLetter(tx, actor, input.premisesId), { readOnly: true })
  return {
    name: `催缴函-${contents.premisesLabel}-${contents.writtenOn}.pdf`,
    mediaType: 'application/pdf',
    body: await renderPdf(letterPage(contents)),
    inline: true,
  }
}

async function readLetter(tx: Tx, actor: Actor, premisesId: string): Promise<LetterContents> {
  const tenantId = tenantOf(actor)
  const place = await sql<{ premisesLabel: string; communityName: string; companyName: string }>`
    select p.label as premises_label, c.name as community_name, k.name as company_name
    from registry.public_premises p
    join registry.public_community c on c.tenant_id = p.tenant_id and c.id = p.community_id
    join identity.public_company k on k.tenant_id = p.tenant_id
    where p.tenant_id = ${tenantId}::uuid and p.id = ${premisesId}::uuid`.execute(billing(tx))
  const [found] = place.rows
  if (!found) throw refusePlatform.notFound()
  const { rows } = await sql<LetterContents['bills'][number] & { payerName: string | null }>`
    select i.name as item_name, b.cycle_start as from_on, b.cycle_end as to_on, b.due_on, b.payer_name,
      (b.amount_fen - b.settled_fen)::bigint as open_fen
    from billing.bill b join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where b.tenant_id = ${tenantId}::uuid and b.premises_id = ${premisesId}::uuid and b.state = 'issued' and b.held_at is null
      and b.settled_fen < b.amount_fen and b.due_on < ${today()}::date
    order by b.due_on, i.priority, b.id limit 200`.execute(billing(tx))
  if (rows.length === 0) throw refuse.nothingOverdue()
  const totalFen = rows.reduce((sum, row) => sum + row.openFen, 0n)
  return {
    ...found,
    payerName: rows.find(row => row.payerName)?.payerName ?? null,
    bills: rows,
    totalFen,
    totalWords: capitalAmount(totalFen),
    writtenOn: today(),
  }
}
