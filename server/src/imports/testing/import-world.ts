import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { imports as contract, ResponseOf } from '@anju/contract'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { loadModules } from '../../modules.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { type SheetInput, writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { filePath } from '../../platform/files/store-file.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { PLATFORM_JOBS } from '../../platform/platform-jobs.ts'
import { readImport } from '../runs/import-view.ts'
import { startImport } from '../runs/start-import.ts'

type Answer = ResponseOf<typeof contract.readImport>

export interface ImportWorld {
  database: TestDatabase
  tenant: Tenant
  staff: Actor
  communityId: string
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Uploads a workbook and begins its import; answers the import's id. */
  begin(source: Uint8Array | SheetInput[], name?: string): Promise<string>
  /** Works every job that is due. */
  settle(): Promise<void>
  read(importId: string): Promise<Answer>
  /** Uploads, plans, and answers the dry run. */
  plan(source: Uint8Array | SheetInput[]): Promise<Answer>
  look<R extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<R[]>
  close(): Promise<void>
}

/** A company with one community and one member of staff who may do everything, on a database of its own. */
export async function openImportWorld(): Promise<ImportWorld> {
  const database = await cloneDatabase()
  const tenant = await makeTenant(database)
  const staff = await tenant.staff({ name: '导入员' })
  const communityId = newId()
  await asOwner(
    database,
    'insert into registry.community (tenant_id, id, code, name, created_at) values ($1, $2, $3, $4, $5)',
    [tenant.tenantId, communityId, 'C1', '幸福里', now()],
  )
  const modules = await loadModules()
  const run: ImportWorld['run'] = work => inTransaction(database.db, staff, work)
  const begin: ImportWorld['begin'] = async (source, name = '资料.xlsx') => {
    const bytes = source instanceof Uint8Array ? source : await writeWorkbook(source)
    const fileId = await storeWorkbook(database, staff, bytes, name)
    const id = newId()
    await run(tx => startImport(tx, staff, { id, communityId, fileId }))
    return id
  }
  const settle = () => drainJobs(database.db, database.config, database.jobsUrl, modules, PLATFORM_JOBS)
  const read = (importId: string) => run(tx => readImport(tx, staff, { importId }))
  return {
    ...{ database, tenant, staff, communityId, run, begin, settle, read },
    plan: async source => {
      const id = await begin(source)
      await settle()
      return read(id)
    },
    look: (text, values) => asOwner(database, text, values),
    close: () => database.drop(),
  }
}

async function storeWorkbook(database: TestDatabase, actor: Actor, bytes: Uint8Array, name: string): Promise<string> {
  const id = newId()
  await asOwner(
    database,
    `insert into platform.file (tenant_id, id, name, media_type, bytes, sha256, purpose, uploaded_by, at)
     values ($1, $2, $3, 'application/zip', $4, $5, 'workbook', $6, $7)`,
    [tenantOf(actor), id, name, bytes.length, Buffer.from(id), actor.id, now()],
  )
  const path = filePath(database.config.dataDir, tenantOf(actor), id)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
  return id
}
