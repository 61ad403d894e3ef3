import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { payments as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { isWorkbookFault } from '../../platform/excel/workbook-fault.ts'
import { newId } from '../../platform/ids.ts'
import type { Door } from '../../platform/module.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { channelsChanged } from '../events.ts'
import { payments } from '../tables.ts'
import { matchStatement } from './match-statement.ts'
import { type CellRow, csvLines, parseStatement, type StatementRow } from './parse-statement.ts'
import { readChannelStatement, type Statement } from './statement-view.ts'

type Input = RequestOf<typeof contract.uploadChannelStatement>

const MAX_BYTES = 8 * 1024 * 1024

/** Takes an uploaded statement in. Errors: as `takeChannelStatement`, platform.file_too_large. */
export async function uploadChannelStatement(door: Door, actor: Actor, input: Input): Promise<Statement> {
  const content = door.upload ? await buffer(door.upload) : Buffer.alloc(0)
  if (content.length > MAX_BYTES) throw refusePlatform.fileTooLarge({ maxBytes: MAX_BYTES })
  return door.run(actor, tx => takeChannelStatement(tx, actor, input, content))
}

/**
 * Keeps what a channel says of a day and matches it. The same file again answers what is there; two at once are one.
 * Errors: platform.not_found (community), platform.beyond_scope, platform.already_there (the id is of another file),
 * payments.statement_unreadable, payments.statement_day_taken (another file of that channel and day).
 */
export async function takeChannelStatement(tx: Tx, actor: Actor, input: Input, content: Buffer): Promise<Statement> {
  requireWholeCommunities(actor)
  const rows = await rowsOf(content)
  const { statementId, communityId, channel, day, ratePercent, name } = input
  const community = await payments(tx)
    .selectFrom('registry.publicCommunity')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', communityId)
    .executeTakeFirst()
  if (!community) throw refusePlatform.notFound()
  const sha256 = createHash('sha256').update(content).digest()
  const added = await payments(tx)
    .insertInto('payments.channelStatement')
    .values({
      ...{ tenantId: tenantOf(actor), id: statementId, communityId, channel, day, ratePercent, fileName: name, sha256 },
      ...{ rowCount: rows.length, uploadedAt: now(), uploadedBy: accountOf(actor), uploadedByName: actor.name },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return answerBefore(tx, actor, input, sha256)
  await insertRows(tx, actor, { statementId, communityId }, rows)
  await matchStatement(tx, actor, { id: statementId, communityId, day })
  await publish(tx, channelsChanged, { communityId, statementId })
  return readChannelStatement(tx, actor, { statementId })
}

async function answerBefore(tx: Tx, actor: Actor, input: Input, sha256: Buffer): Promise<Statement> {
  const { communityId, channel, day } = input
  const before = await payments(tx)
    .selectFrom('payments.channelStatement')
    .select(['id', 'channel', 'day', 'sha256'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where(eb => eb.or([eb('sha256', '=', sha256), eb.and([eb('channel', '=', channel), eb('day', '=', day)])]))
    .execute()
  const same = before.find(one => one.sha256.equals(sha256))
  if (same) return readChannelStatement(tx, actor, { statementId: same.id })
  if (before.length > 0) throw refuse.statementDayTaken({ channel, day })
  throw refusePlatform.alreadyThere()
}

async function insertRows(
  tx: Tx,
  actor: Actor,
  { statementId, communityId }: { statementId: string; communityId: string },
  rows: readonly StatementRow[],
): Promise<void> {
  await sql`
    insert into payments.channel_row (tenant_id, statement_id, community_id, id, place, reference, at, kind, amount_fen, fee_fen)
    select ${tenantOf(actor)}::uuid, ${statementId}::uuid, ${communityId}::uuid, r.* from unnest(
      ${rows.map(() => newId())}::uuid[], ${rows.map(row => row.place)}::int[], ${rows.map(row => row.reference)}::text[],
      ${rows.map(row => row.at)}::text[], ${rows.map(row => row.kind)}::text[], ${rows.map(row => row.amountFen)}::bigint[],
      ${rows.map(row => row.feeFen)}::bigint[]) as r`.execute(payments(tx))
}

/** Errors: payments.statement_unreadable. */
async function rowsOf(content: Buffer): Promise<StatementRow[]> {
  const parsed = parseStatement(await linesOf(content))
  if (!Array.isArray(parsed)) throw refuse.statementUnreadable({ ...parsed })
  return parsed
}

async function linesOf(content: Buffer): Promise<CellRow[]> {
  // A workbook is a zip; anything else is text, of Excel in GBK or UTF-8.
  if (content.subarray(0, 2).toString('latin1') !== 'PK') return csvLines(textOf(content))
  try {
    const [sheet] = await readSheets(content)
    return (sheet?.rows ?? []).map(({ row, cells }) => {
      const last = cells.at(-1)?.column ?? 0
      const texts = Array.from({ length: last }, (_, index) => {
        const cell = cells.find(one => one.column === index + 1)
        return cell?.date ?? cell?.text ?? ''
      })
      return { row, cells: texts }
    })
  } catch (error) {
    if (!isWorkbookFault(error)) throw error
    throw refuse.statementUnreadable({ row: 0, problem: 'workbook' })
  }
}

function textOf(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('gbk').decode(content)
  }
}
