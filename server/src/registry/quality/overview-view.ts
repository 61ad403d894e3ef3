import { registry as contract, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { registry } from '../tables.ts'
import { BASES, type CheckCode, checkOf } from './checks.ts'
import { objectOf, rowsOf, withExemption } from './finding-view.ts'
import { scoreOf } from './score.ts'

type Overview = ResponseOf<typeof contract.qualityOverview>

/** Every check, in the order of the page. */
export const ALL_CHECKS: readonly CheckCode[] = contract.QualityCheck.options

interface Count {
  communityId: string
  communityName: string
  check: CheckCode
  findings: number
  base: number
  before: number | null
  exempt: number
  countedAt: Date
}

/** The newest counts of each community and check, against those of an earlier day, and what follows for the score. */
export async function qualityOverview(tx: Tx, actor: Actor, input: { communityId?: string }): Promise<Overview> {
  // What was counted at night is of whole communities: who sees some buildings is told of these, as they are now.
  const counts = actor.buildingIds === null ? await newestCounts(tx, actor) : await ownCounts(tx, actor)
  const shown = counts.filter(count => !input.communityId || count.communityId === input.communityId)
  const countedAt = shown.reduce<Date | null>((last, { countedAt: at }) => (last && last > at ? last : at), null)
  return {
    countedAt,
    checks: ALL_CHECKS.map(code => {
      const of = shown.filter(count => count.check === code)
      const befores = of.flatMap(count => count.before ?? [])
      return {
        ...{ code, object: objectOf(code) },
        findings: of.length === 0 ? null : sum(of.map(count => count.findings)),
        before: befores.length === 0 ? null : sum(befores),
        base: sum(of.map(count => count.base)),
        exempt: sum(of.map(count => count.exempt)),
      }
    }),
    communities: await scores(tx, actor, counts),
  }
}

async function newestCounts(tx: Tx, actor: Actor): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select distinct on (q.community_id, q.check_code) q.community_id, c.name as community_name, q.check_code as check, q.findings, q.base, q.counted_at,
      (select b.findings from registry.quality_count b where b.tenant_id = q.tenant_id and b.community_id = q.community_id
        and b.check_code = q.check_code and b.day < q.day order by b.day desc limit 1) as before,
      (select count(*)::int from registry.quality_exemption e where e.tenant_id = q.tenant_id and e.community_id = q.community_id
        and e.check_code = q.check_code and e.ended_at is null and (e.until_on is null or e.until_on >= ${today()}::date)) as exempt
    from registry.quality_count q join registry.community c on c.tenant_id = q.tenant_id and c.id = q.community_id
    where q.tenant_id = ${tenantOf(actor)} order by q.community_id, q.check_code, q.day desc`.execute(registry(tx))
  return rows
}

/** The counts of what the caller sees, of every check. */
async function ownCounts(tx: Tx, actor: Actor): Promise<Count[]> {
  const counts: Count[] = []
  for (const check of ALL_CHECKS) {
    const { rows } = await sql<Omit<Count, 'check' | 'before' | 'countedAt'>>`
      select c.id as community_id, c.name as community_name, coalesce(n.findings, 0) as findings, coalesce(n.exempt, 0) as exempt, coalesce(b.base, 0) as base
      from registry.community c
      left join (select f.community_id, (count(*) filter (where e.id is null))::int as findings, count(e.id)::int as exempt
        ${withExemption(actor, check, await rowsOf(tx, actor, check))} group by f.community_id) n on n.community_id = c.id
      left join (${BASES[objectOf(check)]}) b on b.community_id = c.id
      where c.tenant_id = ${tenantOf(actor)}`.execute(registry(tx))
    counts.push(...rows.map(row => ({ ...row, check, before: null, countedAt: now() })))
  }
  return counts
}

async function scores(tx: Tx, actor: Actor, counts: Count[]): Promise<Overview['communities']> {
  const communities = await registry(tx)
    .selectFrom('registry.community')
    .select(['id', 'name'])
    .where('tenantId', '=', tenantOf(actor))
    .orderBy('name')
    .execute()
  return communities.map(({ id, name }) => {
    const of = counts.filter(count => count.communityId === id)
    return {
      ...{ id, name },
      score: scoreOf(of.map(count => ({ ...count, weight: weightOf(count.check) }))),
      findings: sum(of.map(count => count.findings)),
    }
  })
}

/** Wrong documents are asked outside of the list of checks, and weigh like duplicates. */
const DOCUMENT_WEIGHT = 2

function weightOf(check: CheckCode): number {
  return checkOf(check)?.weight ?? DOCUMENT_WEIGHT
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
