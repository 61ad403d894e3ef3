import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { WORKBOOK_TYPE } from '../../platform/export-table.ts'
import { unseal } from '../../platform/seal.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { type DebitFormat, readDebitFormat } from '../debit-formats/format-view.ts'
import { encodeText } from '../debit-formats/gbk.ts'
import { type BatchFacts, cellOf, linesOf, type RequestLayout, type RowFacts } from '../debit-formats/layout.ts'
import { refuse } from '../errors.ts'
import { debitsChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { batchNumber, referenceOf } from './batch.ts'
import { lockDebitBatch } from './batch-view.ts'

/**
 * The file for the bank, laid out by the batch's format, with the accounts in full; the first time the batch counts as sent. Asked again, the
 * same rows. Errors: platform.not_found, platform.beyond_scope, billing.debit_batch_closed (cancelled).
 */
export async function sendDebitBatch(
  tx: Tx,
  actor: Actor,
  { batchId }: { batchId: string },
): Promise<ResponseOf<typeof contract.sendDebitBatch>> {
  requireWholeCommunities(actor)
  const batch = await lockDebitBatch(tx, actor, batchId)
  if (batch.state === 'cancelled') throw refuse.debitBatchClosed({ state: batch.state })
  const format = await readDebitFormat(tx, actor, batch.formatId)
  const number = batchNumber(batch.serial)
  const facts = { batchNumber: number, debitOn: batch.debitOn, count: batch.debitCount, totalFen: batch.totalFen }
  const body = await writeFile(format, facts, await readRows(tx, actor, batchId, batch.serial))
  if (batch.state === 'open') {
    await billing(tx)
      .updateTable('billing.debitBatch')
      .set({ state: 'sent', sentAt: now(), sentByName: actor.name })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', batchId)
      .execute()
    await publish(tx, debitsChanged, { communityId: batch.communityId, batchId })
  }
  const isWorkbook = format.request.kind === 'xlsx'
  return {
    name: `代扣报盘-${number}-${batch.debitOn}.${isWorkbook ? 'xlsx' : 'txt'}`,
    mediaType: isWorkbook ? WORKBOOK_TYPE : 'text/plain',
    content: body.toString('base64'),
  }
}

async function readRows(tx: Tx, actor: Actor, batchId: string, serial: bigint): Promise<RowFacts[]> {
  const { rows } = await sql<Omit<RowFacts, 'accountNumber' | 'reference'> & { accountSealed: Buffer; place: number }>`
    select d.place, d.amount_fen, m.bank_name, m.holder_name, m.account_sealed, m.agreement_number, p.label as premises_label
    from billing.debit d
    join billing.mandate m on m.tenant_id = d.tenant_id and m.id = d.mandate_id
    join registry.public_premises p on p.tenant_id = d.tenant_id and p.id = d.premises_id
    where d.tenant_id = ${tenantOf(actor)}::uuid and d.batch_id = ${batchId}::uuid
    order by d.place`.execute(billing(tx))
  return rows.map(({ accountSealed, place, ...row }) => ({
    ...row,
    reference: referenceOf(serial, place),
    accountNumber: unseal(accountSealed),
  }))
}

async function writeFile(format: DebitFormat, batch: BatchFacts, rows: readonly RowFacts[]): Promise<Buffer> {
  const { request } = format
  if (request.kind === 'xlsx') return writeSheet(request, batch, rows)
  // Banks' programs are of Windows: a line ends with both.
  const text = linesOf(request, batch, rows)
    .map(line => `${line}\r\n`)
    .join('')
  return encodeText(text, request.encoding)
}

async function writeSheet(request: RequestLayout, batch: BatchFacts, rows: readonly RowFacts[]): Promise<Buffer> {
  const columns = request.columns.map(column => ({ heading: column.title || column.field, format: 'text' as const }))
  const cells = rows.map(row => request.columns.map(column => cellOf(column, request, batch, row)))
  return writeWorkbook([{ name: '代扣', columns, rows: cells }])
}
