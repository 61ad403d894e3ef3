import { afterAll, beforeAll, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant } from '../../../testing/world.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity } from '../../registry/index.ts'
import { createRule, issueBillRun, startBillRun, collect, billPage } from '../index.ts'
import { generateRun } from '../runs/generate-bills.ts'
import { issueChunk } from '../runs/issue-bills.ts'
import { previewBills } from '../bills/preview-bills.ts'
import { readArrears } from '../arrears/arrears-view.ts'
import { readBillRun } from '../runs/run-view.ts'

const N = Number(process.env.N ?? 20000)
let database: TestDatabase
beforeAll(async () => { database = await cloneDatabase() }, 100000)
afterAll(() => database.drop())
it('measures', async () => {
  const tenant = await makeTenant(database)
  const staff = await tenant.staff()
  const communityId = newId()
  const run = <T>(w: (tx: never) => Promise<T>) => inTransaction(database.db, staff, tx => w(tx as never))
  await run(tx => createCommunity(tx, staff, { id: communityId, code: 'B', name: 'b', address: '' }))
  const r1 = newId(), r2 = newId()
  const base = { communityId, itemName: '物业费', kind: 'area-price' as const, timing: 'advance' as const, lineGrain: 'contract-month' as const, proration: 'ACTUAL' as const, dueDays: 0, effectiveFrom: '2020-01-01', effectiveTo: null, fixedAmount: '20' , cycleMonths: 6}
  await run(tx => createRule(tx, staff, { ...base, id: r1, code: '1', name: 'a', unitPrice: '1.3' }))
  await run(tx => createRule(tx, staff, { ...base, id: r2, code: '2', name: 'b', unitPrice: '1' }))
  console.time('setup')
  await asOwner(database, `insert into registry.premises (tenant_id,id,community_id,code,label,use,created_at) select $1, gen_random_uuid(), $2, g::text, '房'||g, 'residential', now() from generate_series(1,${N}) g`, [tenant.tenantId, communityId])
  await asOwner(database, `insert into registry.premises_area (tenant_id,premises_id,from_on,area_m2) select tenant_id,id,'2020-01-01', 60 + (code::int % 8000)/100.0 from registry.premises`)
  await asOwner(database, `insert into registry.person (tenant_id,id,community_id,name,name_pinyin,name_initials,created_at) select tenant_id, id, community_id, '业主'||code, 'x','x',now() from registry.premises`)
  await asOwner(database, `insert into registry.occupancy (tenant_id,id,community_id,premises_id,person_id,kind,from_on,created_at) select tenant_id, id, community_id, id, id, 'owner','2020-01-01',now() from registry.premises`)
  await asOwner(database, `insert into billing.assignment (tenant_id,id,community_id,rule_id,premises_id,starts_on,created_at) select p.tenant_id, gen_random_uuid(), p.community_id, r.id, p.id, '2020-01-01', now() from registry.premises p cross join billing.rule r`)
  await asOwner(database, 'analyze')
  console.timeEnd('setup')
  const span = { from: '2020-01', to: '2020-01' }
  let t = performance.now()
  const pv = await run(tx => previewBills(tx, staff, { communityId, ...span }))
  console.log('preview s', ((performance.now() - t) / 1000).toFixed(2), pv.billCount, pv.lineCount)
  const id = newId()
  await run(tx => startBillRun(tx, staff, { id, communityId, ...span }))
  t = performance.now()
  const { readFileSync } = await import('node:fs')
  const pgCpu = async () => { const { rows } = await database.db.pool.query("select pid from pg_stat_activity where datname = current_database() and application_name = 'anju'"); return rows.reduce((n, r) => { try { const f = readFileSync(`/proc/${r.pid}/stat`, 'utf8').split(') ')[1].split(' '); return n + (Number(f[11]) + Number(f[12])) / 100 } catch { return n } }, 0) }
  const pg0 = await pgCpu()
  const cpu0 = process.cpuUsage()
  await generateRun(w => inTransaction(database.db, tenant.system, w), tenant.system, id, Number(process.env.CHUNK) || undefined)
  let s = (performance.now() - t) / 1000
  const cpu = process.cpuUsage(cpu0); console.log('pg cpu s', (await pgCpu()) - pg0)
  const view = await run(tx => readBillRun(tx, staff, { billRunId: id }))
  console.log('generate s', s.toFixed(2), 'bills/s', (view.billCount / s).toFixed(0), 'lines/s', (view.lineCount / s).toFixed(0), 'node cpu s', (cpu.user + cpu.system) / 1e6, 'rss MB', process.memoryUsage().rss / 1e6)
  
  const [size] = await asOwner<Record<string, string>>(database, `select pg_size_pretty(pg_total_relation_size('billing.bill_line')) as line, pg_size_pretty(pg_total_relation_size('billing.bill')) as bill, (select avg(pg_column_size(explanation))::int from billing.bill_line) as ex`)
  console.log(size)
  t = performance.now()
  await asOwner(database, 'create table copy_bill as select * from billing.bill')
  await asOwner(database, 'create table copy_line as select * from billing.bill_line')
  console.log('create table as s', ((performance.now() - t) / 1000).toFixed(2))
  t = performance.now()
  const id2 = newId()
  await run(tx => startBillRun(tx, staff, { id: id2, communityId, ...span }))
  await generateRun(w => inTransaction(database.db, tenant.system, w), tenant.system, id2)
  console.log('rerun s', ((performance.now() - t) / 1000).toFixed(2))
  t = performance.now()
  await run(tx => issueBillRun(tx, staff, { billRunId: id }))
  while ((await inTransaction(database.db, tenant.system, tx => issueChunk(tx, tenant.system, id))) === 'more');
  s = (performance.now() - t) / 1000
  console.log('issue s', s.toFixed(2), 'bills/s', (view.billCount / s).toFixed(0))
  for (const [n, f] of Object.entries({
    arrears: () => run(tx => readArrears(tx, staff, { communityId })),
    arrearsSpan: () => run(tx => readArrears(tx, staff, { communityId, from: '2020-02', to: '2020-03' })),
    bills: () => run(tx => billPage(tx, staff, { communityId, limit: 50 })),
    billsOpen: () => run(tx => billPage(tx, staff, { communityId, limit: 50, settlement: 'open' })),
    billsText: () => run(tx => billPage(tx, staff, { communityId, limit: 50, text: '1234' })),
  })) {
    for (let i = 0; i < 2; i++) { t = performance.now(); await f(); console.log(n, 'ms', (performance.now() - t).toFixed(0)) }
  }
  const page = await run(tx => billPage(tx, staff, { communityId, limit: 50 }))
  t = performance.now()
  for (const b of page.items) await run(tx => collect(tx, staff, { id: newId(), premisesId: b.premisesId, billIds: [b.id], amountFen: 100n, method: 'cash' }))
  console.log('collect ms each', ((performance.now() - t) / page.items.length).toFixed(1))
}, 1000000)
