import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'

interface Place {
  importId: string
  communityId: string
}

/**
 * The former system's bills beside ours, by home, item and period, as the tables `former`, `ours` (our lines) and `compared` of a `with`. Both
 * sides are added up; a line of ours belongs to the former period its first charged day lies in (of what was read, the month it is billed
 * in), else to its own month, as long as that day lies within the days of the file. Drafts count: a parallel run need not issue them.
 * What a person said holds while both sides say what they said then.
 */
export function comparison(actor: Actor, { importId, communityId }: Place): RawBuilder<unknown> {
  const tenantId = tenantOf(actor)
  return sql`
    former as materialized (
      select premises_id, item_name, period_from as from_on, max(period_to) as to_on, sum(amount_fen)::bigint as fen
      from imports.former_bill where tenant_id = ${tenantId}::uuid and import_id = ${importId}::uuid group by 1, 2, 3),
    covered as materialized (select min(from_on) as from_on, max(to_on) as to_on from former),
    ours as materialized (
      select l.id, l.bill_id, l.premises_id, i.name as item_name, l.state, l.segment_start, l.segment_end, l.amount_fen,
        coalesce(f.from_on, date_trunc('month', d.on_day)::date) as from_on,
        coalesce(f.to_on, (date_trunc('month', d.on_day) + interval '1 month - 1 day')::date) as to_on
      from covered c
      join billing.public_bill_line l on l.tenant_id = ${tenantId}::uuid and l.community_id = ${communityId}::uuid
        and l.state in ('draft', 'issued') and l.kind in ('charge', 'correction') and l.segment_start <= c.to_on and l.segment_end >= c.from_on - 366
      join billing.public_bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
      join billing.public_charge_item i on i.tenant_id = l.tenant_id and i.id = l.item_id
      cross join lateral (select greatest(l.segment_start, b.cycle_start) as on_day) d
      left join lateral (select f.from_on, f.to_on from former f where f.premises_id = l.premises_id and f.item_name = i.name
        and d.on_day between f.from_on and f.to_on order by f.from_on limit 1) f on true
      where d.on_day between c.from_on and c.to_on),
    compared as materialized (
      select x.*, case when x.former_fen is null then 'only-ours' when x.ours_fen is null then 'only-former'
          when x.former_fen = x.ours_fen then 'same' else 'amount' end as verdict,
        u.reason, u.understood_by_name as said_by, u.understood_at as said_at
      from (select premises_id, item_name, from_on, greatest(f.to_on, o.to_on) as to_on, f.fen as former_fen, o.fen as ours_fen
        from former f
        full join (select premises_id, item_name, from_on, max(to_on) as to_on, sum(amount_fen)::bigint as fen from ours group by 1, 2, 3) o
          using (premises_id, item_name, from_on)) x
      left join imports.understood_bill u on u.tenant_id = ${tenantId}::uuid and u.import_id = ${importId}::uuid
        and u.premises_id = x.premises_id and u.item_name = x.item_name and u.from_on = x.from_on
        and u.former_fen is not distinct from x.former_fen and u.ours_fen is not distinct from x.ours_fen)`
}

export interface Shown {
  show: 'open' | 'differing' | 'all'
  verdict?: string | undefined
  itemName?: string | undefined
  text?: string | undefined
}

/** Which lines of `compared c` with the home `h` are shown. */
export function shownOnly({ show, verdict, itemName, text }: Shown): RawBuilder<SqlBool> {
  const said = (text ?? '').normalize('NFKC').trim()
  return sql<SqlBool>`(${show} = 'all' or c.verdict <> 'same') and (${show} <> 'open' or c.reason is null)
    and (${verdict ?? ''} = '' or c.verdict = ${verdict ?? ''}) and (${itemName ?? ''} = '' or c.item_name = ${itemName ?? ''})
    and (${said} = '' or starts_with(h.label, ${said}))`
}
