import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pgCopy from 'pg-copy-streams'
import { commitImport } from '../server/src/imports/runs/commit-import.ts'
import { readImport } from '../server/src/imports/runs/import-view.ts'
import { startImport } from '../server/src/imports/runs/start-import.ts'
import { ROOT } from '../server/src/platform/config.ts'
import { inTransaction, type Tx } from '../server/src/platform/db.ts'
import { type SheetInput, writeWorkbook } from '../server/src/platform/excel/write-workbook.ts'
import { filePath } from '../server/src/platform/files/store-file.ts'
import { newId } from '../server/src/platform/ids.ts'
import { type Ground, layGround, print } from './ground.ts'

/**
 * 20,000 rooms with an owner each, from the workbook to the last row, in a worker process of its own (target: 60 s from the upload to
 * the commit, 600 MB at its peak), against the limit: COPY of the same rows into the same tables without triggers, in the same run.
 */
const ROOMS = Number(process.argv[2] ?? 20_000)
const ROOMS_PER_BUILDING = 200

function sheets(): SheetInput[] {
  const text = (headings: string) => headings.split(' ').map(heading => ({ heading, format: 'text' as const }))
  const buildings = Math.ceil(ROOMS / ROOMS_PER_BUILDING)
  const numbers = Array.from({ length: ROOMS }, (_, index) => index)
  const code = (index: number) => `${Math.floor((index % ROOMS_PER_BUILDING) / 8) + 1}0${(index % 8) + 1}`
  return [
    {
      name: '楼栋单元',
      columns: text('楼栋号 单元编号 总层数 是否有电梯'),
      rows: Array.from({ length: buildings }, (_, index) => [String(index + 1), '1', '25', '有']),
    },
    {
      name: '业主信息',
      columns: text('编号 业主名称 性别 手机号 身份证号 业主类型'),
      rows: numbers.map(index => [
        String(index + 1),
        `业主${index}`,
        index % 2 ? '男' : '女',
        `139${String(index).padStart(8, '0')}`,
        null,
        '业主',
      ]),
    },
    {
      name: '房屋信息',
      columns: text('房屋编号 楼栋编号 单元编号 房屋楼层 房屋户型 建筑面积 业主编号 房屋类型 室内面积'),
      rows: numbers.map(index => [
        code(index),
        String(Math.floor(index / ROOMS_PER_BUILDING) + 1),
        '1',
        String(Math.floor((index % ROOMS_PER_BUILDING) / 8) + 1),
        '三室两厅',
        `${60 + (index % 80)}.${String(index % 100).padStart(2, '0')}`,
        String(index + 1),
        '住宅',
        `${50 + (index % 60)}.5`,
      ]),
    },
  ]
}

async function upload(ground: Ground, bytes: Uint8Array): Promise<string> {
  const fileId = newId()
  await ground.owner.query(
    `insert into platform.file (tenant_id, id, name, media_type, bytes, sha256, purpose, uploaded_by, at)
     values ($1, $2, '资料.xlsx', 'application/zip', $3, $4, 'workbook', $5, now())`,
    [ground.tenantId, fileId, bytes.length, Buffer.from(fileId), ground.actor.id],
  )
  const path = filePath(ground.config.dataDir, ground.tenantId, fileId)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
  return fileId
}

function startWorker(ground: Ground): ChildProcess {
  return spawn(process.execPath, ['--no-warnings', 'server/src/main.ts', 'work'], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: ground.config.databaseUrl ?? '',
      ANJU_DATA: ground.config.dataDir,
      ANJU_SECRETS: JSON.stringify(ground.secrets),
      ANJU_DEMO: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** The most memory a process has had resident, in MB. */
function peakMb({ pid }: ChildProcess): number {
  const kb = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kb) / 1024
}

const TABLES = [
  'registry.premises',
  'registry.premises_area',
  'registry.premises_alias',
  'registry.person',
  'registry.occupancy',
  'identity.resident_account',
  'imports.external_ref',
]

/** Seconds that COPY needs to take the same rows into tables of the same columns, keys and indexes. */
async function copySeconds({ owner }: Ground): Promise<number> {
  let seconds = 0
  for (const table of TABLES) {
    const bare = `bare_${table.replace('.', '_')}`
    await owner.query(`create table ${bare} (like ${table} including indexes including defaults including generated)`)
    const parts: Buffer[] = []
    for await (const part of owner.query(pgCopy.to(`copy ${table} to stdout`))) parts.push(part as Buffer)
    const start = performance.now()
    await pipeline(Readable.from(parts), owner.query(pgCopy.from(`copy ${bare} from stdin`)))
    seconds += (performance.now() - start) / 1000
  }
  return seconds
}

const ground = await layGround('import')
try {
  const run = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(ground.db, ground.actor, work)
  const bytes = await writeWorkbook(sheets())
  const worker = startWorker(ground)
  const waitWhile = async (id: string, state: string) => {
    for (;;) {
      const found = await run(tx => readImport(tx, ground.actor, { importId: id }))
      if (found.state !== state) return found
      await pause(100)
    }
  }
  await pause(3000)
  const idle = peakMb(worker)
  const fileId = await upload(ground, bytes)
  const id = newId()
  const began = performance.now()
  await run(tx => startImport(tx, ground.actor, { id, communityId: ground.communityId, fileId }))
  const planned = await waitWhile(id, 'reading')
  if (planned.state !== 'planned') throw new Error(`The dry run ended as ${planned.state}: ${planned.failure}.`)
  const planSeconds = (performance.now() - began) / 1000
  const committing = performance.now()
  await run(tx => commitImport(tx, ground.actor, { importId: id, changes: [] }))
  const committed = await waitWhile(id, 'committing')
  if (committed.state !== 'committed') throw new Error(`The commit ended as ${committed.state}: ${committed.failure}.`)
  const commitSeconds = (performance.now() - committing) / 1000
  const peak = peakMb(worker)
  worker.kill('SIGTERM')
  const rows = planned.sheets.reduce((sum, sheet) => sum + sheet.rows, 0)
  const copy = await copySeconds(ground)
  print('rows of the workbook', rows, 'rows')
  print('bytes of the workbook', bytes.length / 1024 / 1024, 'MB')
  print('upload to dry run', planSeconds, 's')
  print('commit', commitSeconds, 's')
  print('both (target 60 s)', planSeconds + commitSeconds, 's')
  print('rows per second of the commit, read anew and written', rows / commitSeconds, 'rows/s')
  print('worker at rest', idle, 'MB')
  print('worker at its peak (target 600 MB)', peak, 'MB')
  print('COPY of the same rows (the limit)', copy, 's')
  print('commit against COPY', commitSeconds / copy, '×')
} finally {
  await ground.close()
}
