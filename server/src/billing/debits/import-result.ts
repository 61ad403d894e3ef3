import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { civilDateOf, now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { isWorkbookFault } from '../../platform/excel/workbook-fault.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Door } from '../../platform/module.ts'
import { minDate } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { readDebitFormat } from '../debit-formats/format-view.ts'
import type { ResultLayout } from '../debit-formats/layout.ts'
import { type CellLine, cellLines, parseResult } from '../debit-formats/parse-result.ts'
import { refuse } from '../errors.ts'
import { debitsChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { type Answers, type AskedDebit, type DebitState, sortAnswers } from './answers.ts'
import { referenceOf } from './batch.ts'
import { type DebitBatch, lockDebitBatch, readResults } from './batch-view.ts'
import { finishBatch } from './finish-batch.ts'
import { settleDebits } from './settle-debits.ts'

type Result = DebitBatch['results'][number]
type Input = RequestOf<typeof contract.importDebitResult>

const MAX_BYTES = 8 * 1024 * 1024

/** Takes an uploaded file of answers in. Errors: as `takeDebitResult`, platform.file_too_large. */
export async function importDebitResult(door: Door, actor: Actor, input: Input): Promise<Result> {
  const content = door.upload ? await buffer(door.upload) : Buffer.alloc(0)
  if (content.length > MAX_BYTES) throw refusePlatform.fileTooLarge({ maxBytes: MAX_BYTES })
  return door.run(actor, tx => takeDebitResult(tx, actor, input, content))
}

/**
 * Takes in what the bank answered to a batch, under the batch's lock: what it took is reported and booked by a job, what it could not take
 * is released with the bank's reason, everything else is told and changes nothing. The same file again answers as before.
 * Errors: platform.not_found, platform.beyond_scope, platform.already_there (the id is of another file), billing.debit_result_wrong (no row of it is of this batch).
 */
export async function takeDebitResult(tx: Tx, actor: Actor, input: Input, content: Buffer): Promise<Result> {
  requireWholeCommunities(actor)
  const { batchId, resultId, name } = input
  const batch = await lockDebitBatch(tx, actor, batchId)
  const sha256 = createHash('sha256').update(content).digest()
  const before = await findBefore(tx, actor, batchId, resultId, sha256)
  if (before) return before
  const { result: layout } = await readDebitFormat(tx, actor, batch.formatId)
  const parsed = parseResult(await linesOfFile(content, layout), layout)
  const days = { madeOn: civilDateOf(batch.madeAt), today: today() }
  const answers = sortAnswers(parsed, await readAsked(tx, actor, batch), days)
  const used = answers.succeeded.length + answers.failed.length + answers.repeatedCount
  const [first] = answers.problems
  if (used === 0 && !answers.problems.some(one => one.problem !== 'unknown' && one.problem !== 'unreadable'))
    throw refuse.debitResultWrong({ row: first?.row ?? 0, problem: first?.problem ?? 'empty' })
  await billing(tx)
    .insertInto('billing.debitResult')
    .values({
      ...{ tenantId: tenantOf(actor), id: resultId, batchId, communityId: batch.communityId, fileName: name, sha256 },
      ...{ rowCount: parsed.rows.length + parsed.unreadable.length, ...sumsOf(answers) },
      ...{ problems: JSON.stringify(answers.problems.slice(0, 500)), importedAt: now() },
      ...{ importedBy: accountOf(actor), importedByName: actor.name },
    })
    .execute()
  await applyAnswers(tx, actor, resultId, answers, minDate(batch.debitOn, days.today))
  if (answers.succeeded.length > 0) await enqueue(tx, settleDebits, { batchId })
  else await finishBatch(tx, actor, batchId)
  await publish(tx, debitsChanged, { communityId: batch.communityId, batchId })
  const stored = (await readResults(tx, actor, batchId)).find(one => one.id === resultId)
  if (!stored) throw new Error('What was just written is there.')
  return stored
}

function sumsOf({ succeeded, failed, repeatedCount }: Answers) {
  const fenOf = (answered: Answers['failed']) => answered.reduce((sum, { debit }) => sum + debit.amountFen, 0n)
  return {
    ...{ succeededCount: succeeded.length, succeededFen: fenOf(succeeded) },
    ...{ failedCount: failed.length, failedFen: fenOf(failed), repeatedCount },
  }
}

/** The same file, or the same id: what was answered then. Errors: platform.already_there (the id is of another file). */
async function findBefore(
  tx: Tx,
  actor: Actor,
  batchId: string,
  resultId: string,
  sha256: Buffer,
): Promise<Result | null> {
  const rows = await billing(tx)
    .selectFrom('billing.debitResult')
    .select(['id', 'batchId', 'sha256'])
    .where('tenantId', '=', tenantOf(actor))
    .where(eb => eb.or([eb('id', '=', resultId), eb.and([eb('batchId', '=', batchId), eb('sha256', '=', sha256)])]))
    .execute()
  const same = rows.find(row => row.batchId === batchId && row.sha256.equals(sha256))
  if (!same && rows.length > 0) throw refusePlatform.alreadyThere()
  if (!same) return null
  return (await readResults(tx, actor, batchId)).find(one => one.id === same.id) ?? null
}

/** Errors: billing.debit_result_wrong (not the kind of file that the layout says). */
async function linesOfFile(content: Buffer, layout: ResultLayout): Promise<CellLine[]> {
  if (layout.kind !== 'xlsx') return cellLines(content, layout)
  try {
    const [sheet] = await readSheets(content)
    return (sheet?.rows ?? []).map(({ row, cells }) => {
      const texts = layout.columns.map((_, index) => cells.find(cell => cell.column === index + 1)?.text.trim() ?? '')
      return { row, cells: texts, text: texts.join(' ').slice(0, 80) }
    })
  } catch (error) {
    if (!isWorkbookFault(error)) throw error
    throw refuse.debitResultWrong({ row: 0, problem: 'no-workbook' })
  }
}

async function readAsked(tx: Tx, actor: Actor, batch: { id: string; serial: bigint }): Promise<AskedDebit[]> {
  const rows = await billing(tx)
    .selectFrom('billing.debit')
    .select(['id', 'place', 'amountFen', 'state'])
    .where('tenantId', '=', tenantOf(actor))
    .where('batchId', '=', batch.id)
    .execute()
  return rows.map(({ place, state, ...row }) => ({
    ...row,
    state: state as DebitState,
    reference: referenceOf(batch.serial, place),
  }))
}

/** What the bank says no day of was taken on the day of the batch. */
async function applyAnswers(
  tx: Tx,
  actor: Actor,
  resultId: string,
  { succeeded, failed }: Answers,
  dayOfBatch: string,
): Promise<void> {
  const tenantId = tenantOf(actor)
  const answered = [
    ...succeeded.map(one => ({ ...one, state: 'reported' })),
    ...failed.map(one => ({ ...one, state: 'failed' })),
  ]
  if (answered.length === 0) return
  await sql`
    update billing.debit d set state = a.state, bank_code = a.code, bank_reason = nullif(a.reason, ''), result_id = ${resultId}::uuid,
      debited_on = case a.state when 'reported' then coalesce(a.debited_on, ${dayOfBatch}::date) end
    from unnest(
      ${answered.map(one => one.debit.id)}::uuid[], ${answered.map(one => one.state)}::text[],
      ${answered.map(one => one.row.code)}::text[], ${answered.map(one => one.row.reason)}::text[],
      ${answered.map(one => one.row.debitedOn)}::date[]) as a(id, state, code, reason, debited_on)
    where d.tenant_id = ${tenantId}::uuid and d.id = a.id and d.state = 'in-flight'`.execute(billing(tx))
  await sql`
    update billing.debit_bill set in_flight = false
    where tenant_id = ${tenantId}::uuid and in_flight and debit_id = any(${failed.map(one => one.debit.id)}::uuid[])`.execute(
    billing(tx),
  )
}
