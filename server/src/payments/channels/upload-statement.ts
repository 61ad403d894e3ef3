import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import type { Door } from '../../platform/module.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { channelsChanged } from '../events.ts'
import { payments } from '../tables.ts'
import { type Channel, readChannel } from './channel-view.ts'
import { keepColumns } from './edit-channels.ts'
import { sumsOf } from './fee.ts'
import { matchStatement } from './match-statement.ts'
import type { CellRow } from './parse-lines.ts'
import { parseStatement, type StatementRow } from './parse-statement.ts'
import { readCells } from './read-cells.ts'
import { type Columns, FIELDS, type FoundColumns, findNamed, findUsual } from './statement-columns.ts'
import { readChannelStatement, type Statement } from './statement-view.ts'
import { tellStatementWaits } from './tell-channels.ts'

type Input = RequestOf<typeof contract.uploadChannelStatement>
type Preview = ResponseOf<typeof contract.previewChannelStatement>

const MAX_BYTES = 8 * 1024 * 1024
const SAMPLES = 5

/** Takes an uploaded statement in. Errors: as `takeChannelStatement`, platform.file_too_large. */
export async function uploadChannelStatement(door: Door, actor: Actor, input: Input): Promise<Statement> {
  const content = await contentOf(door)
  return door.run(actor, tx => takeChannelStatement(tx, actor, input, content))
}

/** Shows how a file would be read, and keeps nothing of it. Errors: platform.not_found, platform.beyond_scope, platform.file_too_large, payments.statement_unreadable (a broken workbook). */
export async function previewChannelStatement(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.previewChannelStatement>,
): Promise<Preview> {
  requireWholeCommunities(actor)
  const lines = await readCells(await contentOf(door))
  const channel = await door.run(actor, tx => readChannel(tx, actor, input.channelId))
  const found = findColumns(lines, input, channel)
  const parsed = parseStatement(lines, found)
  const rows = Array.isArray(parsed) ? parsed : []
  const { grossFen, refundedFen, feeFen } = sumsOf(rows)
  const days = rows.flatMap(row => dayOf(row.at) ?? []).sort()
  const headings = (lines[found.headed]?.cells ?? []).map(cell => cell.trim())
  return {
    headings: headings.filter((heading, at) => heading !== '' && headings.indexOf(heading) === at),
    samples: lines
      .slice(found.headed + 1, found.headed + 1 + SAMPLES)
      .map(({ cells }) => headings.flatMap((heading, at) => (heading === '' ? [] : [cells[at] ?? '']))),
    ...{ columns: found.columns, from: found.from, fault: Array.isArray(parsed) ? null : parsed },
    ...{ rowCount: rows.length, grossFen, refundedFen, feeFen },
    ...{ firstDay: days.at(0) ?? null, lastDay: days.at(-1) ?? null },
  }
}

async function contentOf(door: Door): Promise<Buffer> {
  const content = door.upload ? await buffer(door.upload) : Buffer.alloc(0)
  if (content.length > MAX_BYTES) throw refusePlatform.fileTooLarge({ maxBytes: MAX_BYTES })
  return content
}

/** As a person says, as the statement before was read where this one has its headings, or as usual. */
function findColumns(
  lines: readonly CellRow[],
  named: Partial<Columns>,
  channel: Channel,
): FoundColumns & { from: Preview['from'] } {
  const usual = findUsual(lines)
  if (FIELDS.some(field => named[field] !== undefined)) {
    const columns: Columns = { reference: '', at: '', kind: '', amount: '', fee: '', net: '' }
    for (const field of FIELDS) columns[field] = named[field] ?? ''
    return { ...(findNamed(lines, columns) ?? { headed: usual.headed, columns }), from: 'named' }
  }
  const before = channel.columns === null ? null : findNamed(lines, channel.columns)
  return before ? { ...before, from: 'statement-before' } : { ...usual, from: 'usual' }
}

/** 2026-01-10 of `2026-01-10 09:00`, `2026/1/10` or `20260110090000`; null where no day stands first. */
function dayOf(at: string): string | null {
  const [, year, month, day] = /^(20\d\d)[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})/.exec(at) ?? []
  if (!year || !month || !day) return null
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number.isNaN(Date.parse(text)) ? null : text
}

/**
 * Keeps what a channel says of a day and matches it; by which columns it was read is kept for the next one. The same file again answers what
 * is there; two at once are one.
 * Errors: platform.not_found (channel), platform.beyond_scope, platform.already_there (the id is of another file), payments.channel_retired,
 * payments.statement_unreadable, payments.statement_day_taken (another file of that channel and day).
 */
export async function takeChannelStatement(tx: Tx, actor: Actor, input: Input, content: Buffer): Promise<Statement> {
  requireWholeCommunities(actor)
  const { statementId, channelId, day, name } = input
  const channel = await readChannel(tx, actor, channelId)
  if (channel.retired) throw refuse.channelRetired()
  const lines = await readCells(content)
  const found = findColumns(lines, input, channel)
  const rows = parseStatement(lines, found)
  if (!Array.isArray(rows)) throw refuse.statementUnreadable({ ...rows })
  const { communityId, ratePercent } = channel
  const sha256 = createHash('sha256').update(content).digest()
  const added = await payments(tx)
    .insertInto('payments.channelStatement')
    .values({
      ...{ tenantId: tenantOf(actor), id: statementId, communityId, channelId, day, ratePercent, fileName: name },
      ...{ sha256, rowCount: rows.length, uploadedAt: now(), uploadedBy: accountOf(actor), uploadedByName: actor.name },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return answerBefore(tx, actor, { channel, day }, sha256)
  await insertRows(tx, actor, { statementId, communityId }, rows)
  await keepColumns(tx, actor, channelId, found.columns)
  await matchStatement(tx, actor, { id: statementId, communityId, channelId, day })
  await publish(tx, channelsChanged, { communityId, statementId })
  const statement = await readChannelStatement(tx, actor, { statementId })
  await tellStatementWaits(tx, actor, statement)
  return statement
}

async function answerBefore(
  tx: Tx,
  actor: Actor,
  { channel, day }: { channel: Channel; day: string },
  sha256: Buffer,
): Promise<Statement> {
  const before = await payments(tx)
    .selectFrom('payments.channelStatement')
    .select(['id', 'sha256'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', channel.communityId)
    .where(eb => eb.or([eb('sha256', '=', sha256), eb.and([eb('channelId', '=', channel.id), eb('day', '=', day)])]))
    .execute()
  const same = before.find(one => one.sha256.equals(sha256))
  if (same) return readChannelStatement(tx, actor, { statementId: same.id })
  if (before.length > 0) throw refuse.statementDayTaken({ channel: channel.name, day })
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
