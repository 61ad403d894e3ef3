import { readHousehold } from '../server/src/billing/collections/household-view.ts'
import { collect } from '../server/src/billing/index.ts'
import { loadModules } from '../server/src/modules.ts'
import { inTransaction } from '../server/src/platform/db.ts'
import { newId } from '../server/src/platform/ids.ts'
import { searchOver } from '../server/src/platform/search.ts'
import { type Ground, layGround, percentiles, print, secondsOf } from './ground.ts'
import { layHistory } from './history.ts'

/**
 * The cashier's desk at 100,000 premises with three years of history: finding a household and reading what it owes with every
 * explanation, and payments of twelve lines each, from 1 to 8 at once on one process; households pay in any order, not neighbours at once. `bench/cashier.ts [premises]`.
 * Targets: lookup p95 ≤ 50 ms; ≥ 200 payments of 12 lines per second.
 */
const LOOKUPS = 400
const PAYMENTS = 600

export async function measureCashier(ground: Ground, premisesIds: readonly string[]): Promise<void> {
  const { db, actor } = ground
  const find = searchOver((await loadModules()).flatMap(module => module.search))
  const buildings = Math.ceil(premisesIds.length / 500)
  const finding: number[] = []
  const reading: number[] = []
  for (let index = 0; index < LOOKUPS; index += 1) {
    const text = `${(index % buildings) + 1}-1-${(index % 25) + 1}03`
    const look = () => inTransaction(db, actor, tx => find(tx, actor, { text, limit: 6 }), { readOnly: true })
    finding.push(1000 * (await secondsOf(look)))
    const premisesId = premisesIds[(index * 7919) % premisesIds.length] ?? ''
    const read = () => inTransaction(db, actor, tx => readHousehold(tx, actor, { premisesId }), { readOnly: true })
    reading.push(1000 * (await secondsOf(read)))
  }
  const both = finding.map((ms, index) => ms + (reading[index] ?? 0))
  for (const [name, times] of Object.entries({ 'find by room': finding, 'read the household': reading })) {
    print(`${name}: p50`, percentiles(times.slice(20)).p50, 'ms')
    print(`${name}: p95`, percentiles(times.slice(20)).p95, 'ms')
  }
  print('cashier lookup, both: p95 (target ≤ 50)', percentiles(both.slice(20)).p95, 'ms')
  await measurePayments(ground)
}

interface Debt {
  premisesId: string
  billIds: string[]
  fen: bigint
}

async function measurePayments(ground: Ground): Promise<void> {
  const { rows } = await ground.owner.query<{ premises_id: string; bill_ids: string[]; fen: string }>(
    `select premises_id, array_agg(id) as bill_ids, sum(amount_fen)::text as fen from billing.bill
      where state = 'issued' and settled_fen < amount_fen group by 1 having count(*) = 12 order by md5(premises_id::text) limit ${4 * PAYMENTS}`,
  )
  const debts: Debt[] = rows.map(row => ({
    premisesId: row.premises_id,
    billIds: row.bill_ids,
    fen: BigInt(row.fen),
  }))
  let next = 0
  for (const atOnce of [1, 2, 4, 8]) {
    const times: number[] = []
    const until = Math.min(debts.length, next + (atOnce === 1 ? PAYMENTS / 3 : PAYMENTS))
    const count = until - next
    const cashier = async () => {
      while (next < until) {
        const debt = debts[next++]
        if (debt) times.push(1000 * (await secondsOf(() => pay(ground, debt))))
      }
    }
    const written = await logWritten(ground)
    const seconds = await secondsOf(() => Promise.all(Array.from({ length: atOnce }, cashier)))
    print(`payments of 12 lines, ${atOnce} at once (target ≥ 200)`, count / seconds, 'payments/s')
    print(`  one of them: p95`, percentiles(times).p95, 'ms')
    if (atOnce === 1) print('  log that one writes', ((await logWritten(ground)) - written) / count / 1024, 'kB')
  }
  const { rows: left } = await ground.owner.query<{ wrong: number }>(
    `select count(*)::int as wrong from billing.bill b where b.settled_fen <> coalesce((
      select sum(s.amount_fen) from billing.settlement s where s.tenant_id = b.tenant_id and s.bill_id = b.id), 0)
      and b.id in (select bill_id from billing.settlement where settled_on >= current_date - 2)`,
  )
  if (left[0]?.wrong !== 0) throw new Error('Bills and settlements differ.')
}

/** Bytes that the database has written to its log so far. */
async function logWritten({ owner }: Ground): Promise<number> {
  const { rows } = await owner.query<{ bytes: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as bytes`,
  )
  return Number(rows[0]?.bytes)
}

function pay({ db, actor }: Ground, { premisesId, billIds, fen }: Debt): Promise<unknown> {
  const asked = { premisesId, billIds, amountFen: fen, method: 'transfer' } as const
  // Planned as our door has it planned.
  return inTransaction(db, actor, tx => collect(tx, actor, { id: newId(), ...asked }), { planOnce: true })
}

if (import.meta.main) {
  const ground = await layGround('cashier')
  try {
    await measureCashier(ground, await layHistory(ground, Number(process.argv[2] ?? 100_000)))
  } finally {
    await ground.close()
  }
}
