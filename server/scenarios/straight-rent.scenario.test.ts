import { describe, expect, it } from 'vitest'
import { editAssignment } from '../src/billing/assignments/edit-assignment.ts'
import { addRuleVersion } from '../src/billing/rules/add-rule-version.ts'
import { editRule } from '../src/billing/rules/edit-rule.ts'
import { readRuleById } from '../src/billing/rules/rule-view.ts'
import {
  approveBy,
  decideForCompany,
  type FreshWorld,
  inFreshWorlds,
  taxItem,
} from '../src/billing/testing/fresh-world.ts'
import type { MoneyWorld } from '../src/billing/testing/money-world.ts'
import { askWaiver } from '../src/billing/waivers/ask-waiver.ts'
import { reopenPeriod } from '../src/ledger/periods/close-period.ts'
import { newId } from '../src/platform/ids.ts'
import { verifyInvariants } from '../src/verify.ts'
import type { TestDatabase } from '../testing/database.ts'
import { asOwner } from '../testing/world.ts'
import { closeMonth, closeMonths, movedByMonth, previewMonth, reconcilesOn } from './closing-months.ts'

/** Rent of leases with rent-free months and escalations, recognised evenly as months are closed (直线法, E45; ADR 21). */
let database: TestDatabase
let world: MoneyWorld
let fresh: FreshWorld
inFreshWorlds(made => {
  fresh = made
  world = made.world
  database = made.database
})

const straighten = (value: boolean, version = 0) => decideForCompany(fresh, 'billing.straightenRent', value, version)
const close = (month: string, id?: string) => closeMonth(fresh, month, id)
const preview = (month: string) => previewMonth(fresh, month)
const letFor = (yuan: string, effectiveTo: string, terms: object) =>
  world.charge('租金', yuan, '2026-01-01', {
    ...{ kind: 'rent', rent: { basis: 'month' }, effectiveTo },
    ...terms,
  } as Parameters<MoneyWorld['charge']>[3])
/** Bills and closes months, the next one about to begin. */
const go = (from: string, to: string) => closeMonths(fresh, from, to, month => world.bill(month))
/** What an account moved in each month that it did, credit positive. */
const moved = async (accountCode: string) => Object.values(await movedByMonth(fresh, accountCode))
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, fen) => total + fen, 0n)
const reconciles = async (asOf: string) => expect(await reconcilesOn(fresh, asOf)).toContain('straightened')

describe('closing months of a lease', () => {
  it('E45: 36 months of which 2 are free, 5 % more each year: 11943.33 a month, 11943.45 the last', async () => {
    await straighten(true)
    const escalation = { percent: '5', mode: 'compound', everyMonths: 12 }
    await letFor('12000', '2028-12-31', { freeMonths: 2, rent: { basis: 'month', escalation } })
    await go('2026-01', '2026-01')
    await reconciles('2026-02-01')
    world.at('2026-03-02')
    expect(await preview('2026-02')).toMatchObject({
      problems: [],
      entries: [
        { sourceKind: 'billing.revenue-deferred' },
        {
          ...{ sourceKind: 'billing.rent-straightened', later: [] },
          rents: [{ premisesLabel: 'A区车位101', totalFen: 429960_00n, earnedFen: 23886_66n, billedFen: 0n }],
          postings: [
            { accountCode: '1473', debitFen: 11943_33n, creditFen: 0n },
            { accountCode: '6001', debitFen: 0n, creditFen: 11943_33n },
          ],
        },
      ],
    })
    await go('2026-02', '2028-12')
    expect(await moved('6001')).toEqual([...Array(35).fill(11943_33n), 11943_45n])
    expect(sum(await moved('1473'))).toBe(0n)
    await reconciles('2028-12-31')
  }, 240_000)

  it('is net of tax, and what was waived on the way is made up for at once', async () => {
    await straighten(true)
    await letFor('3000', '2026-04-30', { freeMonths: 1 })
    await taxItem(fresh, '租金', '9')
    await go('2026-01', '2026-02')
    world.at('2026-03-01')
    await world.bill('2026-03')
    const boss = await world.tenant.staff({ name: '王总' })
    const bills = (await world.household()).bills
    const asked = await world.as((tx, actor) =>
      askWaiver(tx, actor, {
        ...{ id: newId(), premisesId: world.premisesId, billIds: [bills.at(-1)?.id ?? ''], kind: 'waiver' },
        ...{ scope: 'principal', percent: null, amountFen: 1000_00n, reason: '漏水', photoIds: [] },
      }),
    )
    await approveBy(fresh, asked.requestId, [boss])
    await go('2026-03', '2026-04')
    // 3 × 2752.29 over four months are 2064.22; less 917.43 they are 1834.86.
    expect(await moved('6001')).toEqual([2064_22n, 2064_22n, 1376_14n, 1834_86n])
    expect(sum(await moved('1473'))).toBe(0n)
  })

  it('that begins and ends within a month goes by days; opened again and closed again it posts what changed', async () => {
    await straighten(true)
    await world.charge('租金', '3100', '2026-01-17', {
      ...{ kind: 'rent', rent: { basis: 'month' }, effectiveTo: '2026-03-16', freeMonths: 0 },
    } as Parameters<MoneyWorld['charge']>[3])
    world.at('2026-01-17')
    await world.bill('2026-01')
    const id = newId()
    world.at('2026-02-02')
    await close('2026-01', id)
    // 15/31 of January, February, 16/31 of March: 1500.00 + 3100.00 + 1600.00 is even already.
    expect(await moved('6001')).toEqual([1500_00n])
    await world.as((tx, actor) => reopenPeriod(tx, actor, { periodId: id, reason: '漏记' }))
    await close('2026-01')
    await go('2026-02', '2026-03')
    expect(await moved('6001')).toEqual([1500_00n, 3100_00n, 1600_00n])
  })

  it('is proved by the terms that a closing kept: whatever becomes of the lease afterwards, and not when something was tampered with', async () => {
    await straighten(true)
    const escalation = { percent: '5', mode: 'compound', everyMonths: 12 }
    await letFor('3000', '2027-06-30', { freeMonths: 2, rent: { basis: 'month', escalation } })
    await go('2026-01', '2026-04')
    const proved = async () =>
      (await verifyInvariants(database.adminUrl)).filter(words => words.startsWith('rent earned by each closed month'))
    const tamper = (statement: string) =>
      asOwner(database, `set session_replication_role = replica; ${statement}; reset session_replication_role`)
    expect(await proved()).toEqual([])

    // The lease is raised, its rule changed, its home measured anew, and it ends early: what was earned by then was right.
    const [charge] = await asOwner<{ id: string; ruleId: string }>(
      database,
      'select id, rule_id as "ruleId" from billing.assignment',
    )
    const [ruleId, assignmentId] = [charge?.ruleId ?? '', charge?.id ?? '']
    const rule = await world.as((tx, actor) => readRuleById(tx, actor, { ruleId }))
    const { versions: _, formulaWords: __, assignmentCount: ___, billed: ____, ...terms } = rule
    await world.as((tx, actor) =>
      addRuleVersion(tx, actor, {
        ruleId,
        id: newId(),
        effectiveFrom: '2026-07-01',
        unitPrice: '0',
        fixedAmount: '3300',
      }),
    )
    await world.as((tx, actor) =>
      editRule(tx, actor, {
        ...{ ...terms, ruleId, effectiveTo: '2027-03-31' },
        rent: { basis: 'month', escalation: { percent: '3', mode: 'compound', everyMonths: 12, countedFrom: null } },
      }),
    )
    await world.as((tx, actor) =>
      editAssignment(tx, actor, { assignmentId, version: 1, endsOn: '2026-12-31', quantity: null }),
    )
    expect(await proved()).toEqual([])
    await go('2026-05', '2026-05')
    expect(await verifyInvariants(database.adminUrl)).toEqual([])

    // More is said to be earned, by the row and by its entry alike: debits are credits, and 1473 is what the rows say.
    const entry = `(select e.id from ledger.entry e where e.source_kind = 'billing.rent-straightened' order by e.posted_on desc limit 1)`
    const more = (fen: number) =>
      tamper(`update billing.rent_straightening set earned_fen = earned_fen + ${fen}
          where period_id = (select id from ledger.period order by month desc limit 1);
        update ledger.posting set amount_fen = amount_fen + ${fen} where entry_id = ${entry} and account_code = '1473';
        update ledger.posting set amount_fen = amount_fen - ${fen} where entry_id = ${entry} and account_code = '6001'`)
    await more(1000_00)
    expect(await verifyInvariants(database.adminUrl)).toEqual([
      expect.stringContaining('rent earned by each closed month'),
    ])
    await more(-1000_00)
    // So is a total, and so are the terms: another price, another step of the rule that stands, another last day.
    const basis = (path: string, value: string, before: string) => async () => {
      const set = (text: string) =>
        tamper(`update billing.rent_straightening set basis = jsonb_set(basis, '{${path}}', '${text}')
          where period_id = (select id from ledger.period order by month desc limit 1)`)
      await set(value)
      const found = await proved()
      await set(before)
      return found
    }
    await tamper('update billing.rent_straightening set total_fen = total_fen + 1')
    expect(await proved()).toHaveLength(5)
    await tamper('update billing.rent_straightening set total_fen = total_fen - 1')
    const price = basis('rule,versions,0,fixedAmount', '"3100"', '"3000.00"')
    expect(await price()).toEqual([expect.stringContaining('another price')])
    const step = basis('rule,rent,escalation,percent', '"4"', '"3"')
    expect(await step()).toEqual([expect.stringContaining('another rule')])
    const term = basis('assignment,endsOn', '"2026-11-30"', '"2026-12-31"')
    expect(await term()).toEqual([expect.stringContaining('another term')])
    expect(await proved()).toEqual([])
  })

  it('is off unless switched on; switched off, what is held goes back at once', async () => {
    await letFor('3000', '2026-12-31', { freeMonths: 2 })
    await go('2026-01', '2026-01')
    expect(await moved('1473')).toEqual([])
    await straighten(true)
    await go('2026-02', '2026-02')
    expect(await moved('1473')).toEqual([-5000_00n])
    await straighten(false, 1)
    await go('2026-03', '2026-03')
    expect(sum(await moved('1473'))).toBe(0n)
  })
})
