import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { readWorkbook } from '../../platform/excel/read-workbook.ts'
import { readStored } from '../../platform/files/store-file.ts'
import { defineManualJob, type JobDoor } from '../../platform/jobs.ts'
import { readDecisions } from '../adjustments/adjustment-view.ts'
import { storedTotals, totalsOf } from '../control/control-total.ts'
import { controlledHomes } from '../control/controlled-homes.ts'
import { readRowOwners } from '../control/opened-rows.ts'
import { controlledDebtors, keepRoomTotals, type RoomTotal, roomTotalsOf } from '../control/room-totals.ts'
import { tellUnsigned } from '../control/tell-control.ts'
import { importPlanned } from '../events.ts'
import { keepFormerBills } from '../former-bills/keep-former-bills.ts'
import { controlledDebt } from '../kinds/opening-debts.ts'
import { controlledDeposit } from '../kinds/opening-deposits.ts'
import { controlledPurse } from '../kinds/opening-purses.ts'
import { controlledPayment } from '../kinds/past-payments.ts'
import { controlledReading } from '../kinds/readings.ts'
import { imports } from '../tables.ts'
import type { SheetKind } from '../workbook/mapping.ts'
import { MappingTemplate, type SheetMapping, type StagedSheet } from '../workbook/mapping.ts'
import { type ImportPlan, planImport } from '../workbook/plan-import.ts'
import { type ImportProblem, sortProblems } from '../workbook/problem.ts'
import { stageSheet } from '../workbook/stage-sheet.ts'
import { followRun, JOB_ATTEMPTS, type Run } from './follow-run.ts'
import { type ImportRow, lockImport } from './import-state.ts'
import { knownThings } from './known-things.ts'
import { type Place, type ProposedChange, type WrittenCounts, writeProposals } from './write-proposals.ts'

/** What an import keeps of a sheet, besides its mapping. */
export type StoredSheet = SheetMapping & { rows: number; ignoredColumns: string[] }

export type StoredCount = {
  kind: keyof WrittenCounts
  total: number
  change: number
  rejected: number
  create: number
  unchanged: number
}

/** Reads the workbook, suggests (or follows) a mapping, makes the dry run and stores what it found. */
export const planWorkbook = defineManualJob(
  'imports.planWorkbook',
  z.object({ importId: z.uuid(), run: z.int().default(1) }),
  (door, actor, payload) =>
    followRun(door, actor, payload, 'reading', async (run, row) => {
      const found = await understand(door, actor, row, run)
      const tried = await dryRun(
        door,
        actor,
        { communityId: row.communityId, importId: row.id, sha256: found.sha256, asOfOn: today() },
        found.plan,
        run,
      )
      await door.run(tx => storePlan(tx, actor, row, { ...found, ...tried }, run))
    }),
  { maxAttempts: JOB_ATTEMPTS },
)

/** The workbook's rows under its mapping: a person's, if there is one, else the suggested. */
export async function understand(
  door: JobDoor,
  actor: Actor,
  row: ImportRow,
  run: Run,
): Promise<{ sheets: StoredSheet[]; plan: ImportPlan; sha256: Buffer }> {
  const bytes = await readStored(door.config, tenantOf(actor), row.fileId)
  const { sheets } = await readWorkbook(bytes)
  const chosen = new Map((row.sheets as StoredSheet[]).map(sheet => [sheet.sheet, sheet]))
  const templates = await door.run(tx => savedTemplates(tx, actor))
  const staged: StagedSheet[] = []
  const problems: ImportProblem[] = []
  let rowsRead = 0
  for (const sheet of sheets) {
    const { suggested, ...stagedSheet } = await stageSheet(sheet, {
      mapping: chosen.get(sheet.name) ?? null,
      templates,
      pace: rows => run.tick({ phase: 'reading', done: rowsRead + rows, total: 0, rowsRead: rowsRead + rows }),
    })
    rowsRead += stagedSheet.rows.length
    problems.push(...suggested)
    staged.push(stagedSheet)
  }
  const total = staged.reduce((sum, { rows }) => sum + rows.length, 0)
  const sha256 = createHash('sha256').update(bytes).digest()
  const place = { communityId: row.communityId, sha256 }
  const decisions = await door.run(tx => readDecisions(tx, actor, row.id))
  const known = await door.run(tx => knownThings(tx, actor, place, staged))
  const plan = await planImport(staged, { ...known, decisions }, done =>
    run.tick({ phase: 'planning', done, total, rowsRead, rowsPlanned: done }),
  )
  await run.tick({ phase: 'planning', done: total, total, rowsRead: total, rowsPlanned: total })
  plan.problems = sortProblems(
    [...problems, ...plan.problems],
    sheets.map(sheet => sheet.name),
  )
  return { sheets: staged.map(storedSheet), plan, sha256 }
}

function storedSheet(sheet: StagedSheet): StoredSheet {
  const { sheet: name, kind, headerRow, columns } = sheet.mapping
  return {
    sheet: name,
    kind,
    headerRow,
    columns,
    rows: sheet.rows.length,
    ignoredColumns: sheet.ignoredColumns.map(({ column }) => column),
  }
}

async function savedTemplates(tx: Tx, actor: Actor): Promise<MappingTemplate[]> {
  const rows = await imports(tx)
    .selectFrom('imports.template')
    .select(['name', 'sheets'])
    .where('tenantId', '=', tenantOf(actor))
    .orderBy('createdAt', 'desc')
    .limit(50)
    .execute()
  return rows.flatMap(row => MappingTemplate.safeParse(row).data ?? [])
}

const rolledBack = Symbol('rolled back')

/** The real write, rolled back: what it would add is counted, not guessed. */
async function dryRun(
  door: JobDoor,
  actor: Actor,
  place: Place,
  plan: ImportPlan,
  run: Run,
): Promise<{ counts: StoredCount[]; changes: ProposedChange[]; roomTotals: RoomTotal[] }> {
  let written: Awaited<ReturnType<typeof writeProposals>> | null = null
  let roomTotals: RoomTotal[] = []
  await door
    .run(async tx => {
      written = await writeProposals(tx, actor, place, plan, run, { phase: 'checking' })
      roomTotals = roomTotalsOf(plan, await readRowOwners(tx, actor, place))
      throw rolledBack
    })
    .catch(error => {
      if (error !== rolledBack) throw error
    })
  if (!written) throw new Error('The dry run wrote nothing.')
  const { counts, changes } = written as Awaited<ReturnType<typeof writeProposals>>
  return { counts: countsOf(plan, counts), changes, roomTotals }
}

const ROWS_OF: Partial<Record<keyof WrittenCounts, SheetKind>> = {
  units: 'buildings-units',
  owners: 'owners',
  chargeRules: 'charge-rules',
  premises: 'premises',
  spaces: 'spaces',
  people: 'people',
  vehicles: 'vehicles',
  meters: 'meters',
  readings: 'readings',
  openingReadings: 'opening-readings',
  employees: 'staff',
  leases: 'leases',
  debts: 'opening-debts',
  purses: 'opening-purses',
  deposits: 'opening-deposits',
  pastPayments: 'past-payments',
  formerBills: 'former-bills',
}

/** Counts per kind: found and good, rejected rows, new, already there. */
export function countsOf(plan: ImportPlan, written: WrittenCounts): StoredCount[] {
  return (Object.entries(written) as [keyof WrittenCounts, WrittenCounts[keyof WrittenCounts]][]).map(
    ([kind, { total, created, changed }]) => {
      const rows = ROWS_OF[kind]
      const rejected = rows ? plan.counts[rows].rejected : 0
      return {
        ...{ kind, total: total + rejected, rejected, create: created, change: changed },
        unchanged: total - created - changed,
      }
    },
  )
}

/** What of a plan the control sheet counts. */
function controlledRows({ premises, people, debts, purses, deposits, openingReadings, pastPayments }: ImportPlan) {
  return [
    ...controlledHomes({ premises, people }, today()),
    ...debts.flatMap(controlledDebt),
    ...purses.map(controlledPurse),
    ...deposits.map(controlledDeposit),
    ...openingReadings.map(controlledReading),
    ...pastPayments.map(controlledPayment),
  ]
}

const CHANGES_KEPT = 500

/** A change as it is kept and shown: without ids and full numbers. */
function shownChange({ objectId: _, value: __, valueBefore: ___, replaces: ____, ...change }: ProposedChange) {
  return change
}

async function storePlan(
  tx: Tx,
  actor: Actor,
  row: ImportRow,
  found: {
    sheets: StoredSheet[]
    plan: ImportPlan
    sha256: Buffer
    counts: StoredCount[]
    changes: ProposedChange[]
    roomTotals: RoomTotal[]
  },
  run: Run,
): Promise<void> {
  const tenantId = tenantOf(actor)
  const { state } = await lockImport(tx, actor, row.id)
  if (state !== 'reading') return
  await run.close(tx)
  const { problems } = found.plan
  await imports(tx)
    .deleteFrom('imports.problem')
    .where('tenantId', '=', tenantId)
    .where('importId', '=', row.id)
    .execute()
  for (let start = 0; start < problems.length; start += 1000) {
    const part = problems.slice(start, start + 1000)
    await imports(tx)
      .insertInto('imports.problem')
      .values(
        part.map((problem, index) => ({
          tenantId,
          importId: row.id,
          n: start + index,
          severity: problem.severity,
          sheet: problem.sheet,
          row: problem.row,
          col: problem.column,
          code: problem.code,
          params: JSON.stringify(problem.params),
        })),
      )
      .execute()
  }
  await imports(tx)
    .updateTable('imports.import')
    .set({
      state: 'planned',
      failure: null,
      fileSha256: found.sha256,
      sheets: JSON.stringify(found.sheets),
      counts: JSON.stringify(found.counts),
      changes: JSON.stringify(found.changes.slice(0, CHANGES_KEPT).map(shownChange)),
      fileTotals: JSON.stringify(
        storedTotals(totalsOf([...controlledRows(found.plan), ...controlledDebtors(found.roomTotals)])),
      ),
      appliedChanges: [],
      errorCount: problems.filter(problem => problem.severity === 'error').length,
      warningCount: problems.filter(problem => problem.severity === 'warning').length,
    })
    .where('tenantId', '=', tenantId)
    .where('id', '=', row.id)
    .execute()
  const place = { importId: row.id, communityId: row.communityId }
  await keepRoomTotals(tx, actor, place, found.roomTotals)
  await keepFormerBills(tx, actor, place, found.plan.formerBills)
  await publish(tx, importPlanned, { communityId: row.communityId, importId: row.id })
  await tellUnsigned(tx, actor, row.id)
}
