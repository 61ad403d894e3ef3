import { workforce as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { namesEmployee } from '../employees/employee-view.ts'
import { myEmployee } from '../rota/rota-view.ts'
import { workforce } from '../tables.ts'
import { teamsBelow } from '../teams/team-view.ts'
import { appealsOf } from './appeal-view.ts'
import { filledColumns } from './recount-cards.ts'
import { measureColumns } from './scheme-view.ts'
import { type Band, measuredScore, pointsOf, scoreOf, totalOf } from './score.ts'

export type ScorecardRow = ResponseOf<typeof contract.listScorecards>['items'][number]
export type Scorecard = ResponseOf<typeof contract.readScorecard>
type Line = Scorecard['lines'][number]
type Filters = Omit<RequestOf<typeof contract.listScorecards>, 'limit' | 'cursor' | 'sort'>

const SORTS: Record<string, SortColumn> = {
  state: { by: sql`array_position(array['open', 'scored', 'published'], c.state)`, type: 'int' },
  fromOn: { by: sql`c.from_on`, type: 'date' },
  name: { by: sql`e.name_pinyin`, type: 'text' },
  number: { by: sql`e.number`, type: 'text' },
  total: { by: sql`coalesce(c.total, -1)`, type: 'numeric' },
}

/** Cards that are not void, with their employees. */
function cards(tx: Tx, actor: Actor, filters: Filters = {}) {
  const { communityId, periodId, employeeId, teamId, state, grade, text } = filters
  return workforce(tx)
    .selectFrom('workforce.scorecard as c')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'c.tenantId').onRef('e.id', '=', 'c.employeeId'),
    )
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'c.tenantId').onRef('t.id', '=', 'c.teamId'),
    )
    .innerJoin('workforce.post as p', join =>
      join.onRef('p.tenantId', '=', 'e.tenantId').onRef('p.id', '=', 'e.postId'),
    )
    .innerJoin('workforce.kpiPeriod as k', join =>
      join.onRef('k.tenantId', '=', 'c.tenantId').onRef('k.id', '=', 'c.periodId'),
    )
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.state', '<>', 'void')
    .$if(communityId !== undefined, query => query.where('c.communityId', '=', communityId ?? ''))
    .$if(periodId !== undefined, query => query.where('c.periodId', '=', periodId ?? ''))
    .$if(employeeId !== undefined, query => query.where('c.employeeId', '=', employeeId ?? ''))
    .$if(teamId !== undefined, query => query.where(sql<SqlBool>`c.team_id in ${teamsBelow(actor, teamId ?? '')}`))
    .$if(state !== undefined, query => query.where('c.state', '=', state ?? ''))
    .$if(grade !== undefined, query => query.where('c.grade', '=', grade ?? ''))
    .$if(Boolean(text?.trim()), query => query.where(namesEmployee(text ?? '')))
}

function withRowColumns(query: ReturnType<typeof cards>) {
  return query
    .select(['c.id', 'c.periodId', 'c.fromOn', 'c.toOn', 'c.employeeId', 'e.number as employeeNumber', 'c.grade'])
    .select(['e.name as employeeName', 't.name as teamName', 'p.name as postName', 'c.schemeName'])
    .select([
      sql<ScorecardRow['grain']>`c.grain`.as('grain'),
      sql<ScorecardRow['state']>`c.state`.as('state'),
      sql<boolean>`(k.state = 'locked')`.as('locked'),
      sql<string | null>`c.total::text`.as('total'),
      sql<number>`(select count(*)::int from workforce.scorecard_line l where l.tenant_id = c.tenant_id and l.scorecard_id = c.id
        and l.score is null and (l.fed_at is null or l.value is not null))`.as('missing'),
      sql<boolean>`exists (select 1 from workforce.appeal a where a.tenant_id = c.tenant_id and a.scorecard_id = c.id and a.state = 'asked')`.as(
        'appealWaiting',
      ),
    ])
}

/** Cards by what is to be done, then by id. */
export async function listScorecards(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listScorecards>,
): Promise<ResponseOf<typeof contract.listScorecards>> {
  const keys = keyset(input, sql<string>`c.id`, SORTS, 'state')
  const matching = cards(tx, actor, input)
  const rows = await pageRows(withRowColumns(matching), keys, input)
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(input, rows, count, 'state')
}

const STATE_WORDS: Record<ScorecardRow['state'], string> = { open: '待评分', scored: '待复核', published: '已公布' }

/** The cards as a file, with the same filters. */
export const exportScorecards = defineExport(contract.exportScorecards, '绩效评分', listScorecards, [
  { title: '工号', value: row => row.employeeNumber },
  { title: '姓名', value: row => row.employeeName },
  { title: '部门', value: row => row.teamName, width: 18 },
  { title: '岗位', value: row => row.postName },
  { title: '周期', value: row => `${row.fromOn} – ${row.toOn}`, width: 24 },
  { title: '方案', value: row => row.schemeName, width: 20 },
  { title: '状态', value: row => (row.locked ? '已锁定' : STATE_WORDS[row.state]) },
  { title: '得分', value: row => row.total },
  { title: '等级', value: row => row.grade },
])

/** One card with everything that it was counted from; otherwise not found. */
export async function readScorecard(
  tx: Tx,
  actor: Actor,
  { scorecardId }: { scorecardId: string },
): Promise<Scorecard> {
  const found = await withRowColumns(cards(tx, actor))
    .select(['c.selfComment', 'c.selfAt', 'c.comment', 'c.scoredAt', 'c.scoredByName', 'c.reviewNote', 'c.reviewedAt'])
    .select(['c.reviewedByName', 'c.publishedAt', 'c.appealUntil', 'c.version', 'e.accountId', 'c.scoredBy'])
    .select(sql<Band[]>`c.bands`.as('bands'))
    .where('c.id', '=', scorecardId)
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  const { accountId, scoredBy, ...card } = found
  const lines = await linesOf(tx, actor, scorecardId)
  const { countedWeight, countedPoints } = totalOf(lines)
  return {
    ...card,
    ...{ lines, countedWeight, countedPoints },
    appeals: await appealsOf(tx, actor, scorecardId),
    changes: await changesOf(tx, actor, scorecardId),
    mine: accountId !== null && accountId === actor.id,
    scoredByMe: scoredBy !== null && scoredBy === actor.id,
  }
}

/** The lines with the way to each score. */
export async function linesOf(tx: Tx, actor: Actor, scorecardId: string): Promise<Line[]> {
  const rows = await workforce(tx)
    .selectFrom('workforce.scorecardLine as l')
    .select(['id', 'name', 'note', 'fedAt', ...measureColumns, ...filledColumns])
    .select([
      sql<string | null>`self_score::text`.as('selfScore'),
      sql<
        string | null
      >`(select v.basis from workforce.kpi_value v join workforce.scorecard c on c.tenant_id = v.tenant_id and c.period_id = v.period_id
        where c.tenant_id = l.tenant_id and c.id = l.scorecard_id and v.employee_id = l.employee_id and v.source = l.source and v.at = l.fed_at
        order by v.id desc limit 1)`.as('basis'),
    ])
    .where('tenantId', '=', tenantOf(actor))
    .where('scorecardId', '=', scorecardId)
    .orderBy('position')
    .execute()
  return rows.map(({ fed, ...row }) => {
    const { score, path, capped } = scoreOf({ ...row, fed })
    const measured = measuredScore({ ...row, fed })
    return {
      ...{ ...row, score, path, capped, measuredScore: measured.score },
      points: pointsOf({ weight: row.weight, score }),
    }
  })
}

function changesOf(tx: Tx, actor: Actor, scorecardId: string): Promise<Scorecard['changes']> {
  return workforce(tx)
    .selectFrom('workforce.scoreChange as h')
    .innerJoin('workforce.scorecardLine as l', join =>
      join.onRef('l.tenantId', '=', 'h.tenantId').onRef('l.id', '=', 'h.lineId'),
    )
    .select(['h.id', 'l.name as lineName', 'h.reason', 'h.at', 'h.actorName'])
    .select([
      sql<string | null>`h.score_before::text`.as('scoreBefore'),
      sql<string>`h.score_after::text`.as('scoreAfter'),
      sql<string>`h.total_before::text`.as('totalBefore'),
      sql<string>`h.total_after::text`.as('totalAfter'),
    ])
    .where('h.tenantId', '=', tenantOf(actor))
    .where('h.scorecardId', '=', scorecardId)
    .orderBy('h.at', 'desc')
    .orderBy('h.id')
    .execute()
}

/** My cards, the latest first. Somebody without a file has none. */
export async function listMyScorecards(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listMyScorecards>> {
  const me = await myEmployee(tx, actor)
  if (!me) return { items: [] }
  const items = await withRowColumns(cards(tx, actor, { employeeId: me.id }))
    .orderBy('c.fromOn', 'desc')
    .orderBy('c.id')
    .limit(100)
    .execute()
  return { items: items.map(withheld) }
}

/** One card of mine; what others gave shows once it is published. Errors: not found, also of somebody else's. */
export async function readMyScorecard(tx: Tx, actor: Actor, input: { scorecardId: string }): Promise<Scorecard> {
  const me = await myEmployee(tx, actor)
  const card = me && (await readScorecard(tx, actor, input))
  if (!me || card?.employeeId !== me.id) throw platformRefuse.notFound()
  if (card.state === 'published') return card
  const silent = { comment: null, scoredByName: null, scoredAt: null, reviewNote: null, reviewedByName: null } as const
  const lines = card.lines.map(line =>
    line.rule === 'manual'
      ? {
          ...line,
          givenScore: null,
          measuredScore: null,
          score: null,
          points: null,
          note: null,
          path: 'waiting' as const,
        }
      : line,
  )
  const { countedWeight, countedPoints } = totalOf(lines)
  return { ...withheld(card), ...silent, reviewedAt: null, lines, countedWeight, countedPoints }
}

/** The result is the employee's once it is published; until then nobody tells it. */
function withheld<R extends Pick<ScorecardRow, 'state' | 'total' | 'grade' | 'missing'>>(row: R): R {
  return row.state === 'published' ? row : { ...row, state: 'open', total: null, grade: null, missing: 0 }
}
