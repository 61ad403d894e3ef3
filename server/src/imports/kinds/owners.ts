import type { StagedRow, StagedSheet } from '../workbook/mapping.ts'
import { parseIdNumber, parsePhone } from '../workbook/parse-person.ts'
import { parseChoice, parseCode, parseLine } from '../workbook/parse-words.ts'
import { tidyText } from '../workbook/parsed.ts'
import { enter, type RefBook, refBook, takenBy } from '../workbook/ref-book.ts'
import { type PlanNotes, planRows, type RowReader, stagedRowsOf } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { readOwnerRef } from './owner-ref.ts'

export type OwnerKind = 'owner' | 'family' | 'tenant' | 'temporary'

export type OwnerProposal = SourceRow & {
  /** The number that rooms and spaces of the same workbook refer to. It means nothing outside the workbook. */
  ref: string
  name: string
  sex: 'male' | 'female' | null
  /** Eleven digits. */
  phone: string | null
  idNumber: string | null
  kind: OwnerKind
  /** Of family members, tenants and temporary people: the number of the owner they belong to. */
  ofRef: string | null
}

export const OWNERS: KindDefinition = {
  kind: 'owners',
  label: { 'zh-CN': '业主信息', en: 'Owners' },
  fields: [
    field('ref', '编号', 'Number', { headings: ['序号', '人员编号', 'no.'] }),
    field('name', '业主名称', 'Name', { required: true, headings: ['业主姓名', '姓名', '业主', 'full name'] }),
    field('sex', '性别', 'Sex', { headings: ['gender'] }),
    // Known so that it is not reported as unmapped; an age is out of date by itself and nobody needs it.
    field('age', '年龄', 'Age'),
    field('phone', '手机号', 'Phone', {
      personal: true,
      headings: ['手机号码', '手机', '电话', '联系电话', 'mobile', 'phones'],
    }),
    field('idNumber', '身份证号', 'ID number', {
      personal: true,
      headings: ['身份证', '身份证号码', '证件号', '证件号码'],
    }),
    field('kind', '业主类型', 'Kind', { headings: ['人员类型', '与业主关系'] }),
    field('ownerRef', '业主编号', 'Owner number', { headings: ['所属业主编号'] }),
  ],
}

const parseSex = parseChoice({ male: ['男', 'male', 'm'], female: ['女', 'female', 'f'] })
const parseKind = parseChoice<OwnerKind>({
  owner: ['1001', '业主', '户主', 'owner'],
  family: ['1002', '家庭成员', 'family'],
  tenant: ['1003', '房屋租客', '租客', '租户', 'tenant'],
  temporary: ['1004', '临时人员', 'temporary'],
})

const MOST_ROWS_NAMED = 5

/** ID numbers that stand beside different names, with the rows they stand in: none of these people can be trusted to have it. */
function sharedIdNumbers(sheets: readonly StagedSheet[]): Map<string, number[]> {
  const uses = Map.groupBy(
    stagedRowsOf(sheets, OWNERS).filter(({ fields }) => fields.idNumber),
    ({ fields }) => tidyText(fields.idNumber ?? '').toUpperCase(),
  )
  const shared = [...uses].filter(([, rows]) => new Set(rows.map(({ fields }) => tidyText(fields.name ?? ''))).size > 1)
  return new Map(shared.map(([idNumber, rows]) => [idNumber, rows.map(({ row }) => row)]))
}

/** Reads the number of a row: the first column, or 业主编号 alone where a template has only that. */
function readRef(row: RowReader, kind: OwnerKind, owners: RefBook<OwnerProposal>) {
  const onlyOwnerRef = kind === 'owner' && row.text('ref') === '' && row.text('ownerRef') !== ''
  const ref = row.required(onlyOwnerRef ? 'ownerRef' : 'ref', parseCode())
  if (kind === 'owner') return { ref, ofRef: null }
  if (row.text('ownerRef') === '') row.fail('ownerRef', 'value_missing')
  return { ref, ofRef: readOwnerRef(row, owners) }
}

function readOwner(
  row: RowReader,
  owners: RefBook<OwnerProposal>,
  shared: Map<string, number[]>,
): OwnerProposal | null {
  const kind = row.optional('kind', parseKind) ?? 'owner'
  const { ref, ofRef } = readRef(row, kind, owners)
  const name = row.required('name', parseLine(100))
  const sex = row.optional('sex', parseSex)
  const phone = row.optional('phone', parsePhone)
  let idNumber = row.optional('idNumber', parseIdNumber)
  const others = idNumber === null ? undefined : shared.get(idNumber)?.filter(number => number !== row.row)
  if (others && others.length > 0) {
    const rows = others.slice(0, MOST_ROWS_NAMED).join('、') + (others.length > MOST_ROWS_NAMED ? ' …' : '')
    row.warn('idNumber', 'id_number_shared', { rows })
    idNumber = null
  }
  if (ref === null) return null
  const earlier = takenBy(owners, ref)
  if (earlier) row.fail(row.text('ref') === '' ? 'ownerRef' : 'ref', 'ref_taken', { row: earlier.row })
  if (name === null || row.failed()) {
    enter(owners, ref, row, null)
    return null
  }
  const proposal = { sheet: row.sheet, row: row.row, ref, name, sex, phone, idNumber, kind, ofRef }
  enter(owners, ref, row, proposal)
  return proposal
}

export async function planOwners(sheets: readonly StagedSheet[], problems: PlanNotes, known: readonly string[] = []) {
  const owners = refBook<OwnerProposal>(known)
  const shared = sharedIdNumbers(sheets)
  // Members refer to owners, who may stand below them.
  const isMember = ({ fields }: StagedRow) => {
    const kind = parseKind(fields.kind ?? '')
    return 'value' in kind && kind.value !== 'owner'
  }
  const ownersFirst = sheets.map(sheet =>
    sheet.mapping.kind === 'owners'
      ? { ...sheet, rows: sheet.rows.toSorted((a, b) => Number(isMember(a)) - Number(isMember(b))) }
      : sheet,
  )
  const { proposals, count } = await planRows(ownersFirst, OWNERS, problems, row => readOwner(row, owners, shared))
  return { owners: proposals, count, ownerBook: owners }
}
