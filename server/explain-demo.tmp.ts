import { startEmbedded } from './src/platform/postgres/start-embedded.ts'
import pg from 'pg'
const e = await startEmbedded({ dir: process.env.ANJU_DATA + '/postgres', log: () => {} })
const c = new pg.Client({ connectionString: e.adminUrl }); await c.connect()
if (process.argv[2]==='analyze') await c.query('analyze')
const { rows: [b] } = await c.query(`select tenant_id, id, premises_id, community_id from billing.bill order by id desc limit 1`)
const { rows: [l] } = await c.query(`select id from billing.bill_line where bill_id = '${b.id}' limit 1`)
await c.query(`begin; set local role anju_app; select set_config('anju.tenant_id','${b.tenant_id}',true), set_config('anju.actor_kind','staff',true), set_config('anju.community_ids','{${b.community_id}}',true), set_config('anju.today','2026-11-24',true)`)
const t='::uuid'
const qs = [
 [`update billing.bill b set settled_fen = b.settled_fen + s.fen from (select a.id, sum(a.fen)::bigint as fen from unnest($1::uuid[], $2::bigint[]) as a(id, fen) group by a.id) s where b.tenant_id = '${b.tenant_id}' and b.id = s.id`, [[b.id],[0]]],
 [`update billing.bill_line b set settled_fen = b.settled_fen + s.fen from unnest($1::uuid[], $2::bigint[]) as s(id, fen) where b.tenant_id = '${b.tenant_id}' and b.id = s.id`, [[l.id],[0]]],
 [`select b.id, i.name, p.label from billing.bill b join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id join registry.public_premises p on p.tenant_id = b.tenant_id and p.id = b.premises_id where b.tenant_id='${b.tenant_id}' and b.premises_id='${b.premises_id}' and b.id = any($1::uuid[]) order by b.id for update of b`, [[b.id]]],
 [`select * from billing.bill_line where tenant_id='${b.tenant_id}' and bill_id = any($1::uuid[])`, [[b.id]]],
]
for (const [q, v] of qs) for (const i of [1,2]) { const t=performance.now(); const r = await c.query('explain (analyze, timing off) '+q, v as never); if (i===2) { console.log('\n'+(q as string).slice(0,50), (performance.now()-t).toFixed(2)); console.log(r.rows.map(x=>x['QUERY PLAN']).join('\n')) } }
await c.end(); await e.stop()
