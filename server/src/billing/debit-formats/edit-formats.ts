import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireWholeCompany } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type DebitFormat, readDebitFormat } from './format-view.ts'
import { layoutProblems, linesOf, type RequestLayout, type ResultLayout, unwritableWords } from './layout.ts'

/** Describes the files of a bank. Errors: platform.beyond_scope, billing.debit_format_taken, billing.debit_format_wrong, billing.text_unwritable. */
export async function createDebitFormat(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createDebitFormat>,
): Promise<DebitFormat> {
  requireWholeCompany(actor)
  const { id, name, request, result } = input
  refuseWrong(request, result)
  const added = await billing(tx)
    .insertInto('billing.debitFormat')
    .values({ tenantId: tenantOf(actor), id, name, ...stored(request, result), createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.debitFormatTaken({ name })
  return readDebitFormat(tx, actor, id)
}

/** Changes them, from the version that was read. Errors: as `createDebitFormat`, platform.not_found, platform.changed_meanwhile. */
export async function editDebitFormat(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editDebitFormat>,
): Promise<DebitFormat> {
  requireWholeCompany(actor)
  const { formatId, version, name, request, result } = input
  refuseWrong(request, result)
  const before = await readDebitFormat(tx, actor, formatId)
  const taken = await billing(tx)
    .selectFrom('billing.debitFormat')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('name', '=', name)
    .where('id', '<>', formatId)
    .executeTakeFirst()
  if (taken) throw refuse.debitFormatTaken({ name })
  const changed = await billing(tx)
    .updateTable('billing.debitFormat')
    .set({ name, ...stored(request, result), version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', formatId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
  const after = await readDebitFormat(tx, actor, formatId)
  recordChanges(tx, before, after)
  return after
}

const SAMPLE = {
  bankName: '工商银行杭州西湖支行',
  agreementNumber: 'XY2026001',
  premisesLabel: '1栋1单元101室',
}
const SAMPLE_ROWS = [
  {
    ...SAMPLE,
    reference: '000001000001',
    holderName: '王小明',
    accountNumber: '6222021202000123456',
    amountFen: 25470n,
  },
  {
    ...SAMPLE,
    reference: '000001000002',
    holderName: '李业主',
    accountNumber: '6217001210098765432',
    amountFen: 33128n,
  },
]

/** Two imagined rows by a layout that is not saved yet. Errors: billing.debit_format_wrong, billing.text_unwritable. */
export async function previewDebitFormat(
  _tx: Tx,
  _actor: Actor,
  { request }: RequestOf<typeof contract.previewDebitFormat>,
): Promise<ResponseOf<typeof contract.previewDebitFormat>> {
  refuseWrong(request, null)
  const batch = { batchNumber: 'DK000001', debitOn: '2026-01-15', count: 2, totalFen: 58598n }
  return { lines: linesOf(request, batch, SAMPLE_ROWS) }
}

function refuseWrong(request: RequestLayout, result: ResultLayout | null): void {
  const problems = layoutProblems(request, result)
  if (problems.length > 0) throw refuse.debitFormatWrong({ problems })
  const characters = unwritableWords(request)
  if (characters !== '') throw refuse.textUnwritable({ characters })
}

function stored(request: RequestLayout, result: ResultLayout) {
  return { request: JSON.stringify(request), result: JSON.stringify(result) }
}
