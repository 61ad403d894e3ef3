import type { EmployeeInput } from '../../workforce/index.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseIdNumber, parsePhone } from '../workbook/parse-person.ts'
import { parseChoice, parseLine } from '../workbook/parse-words.ts'
import { accept, type Parse, refuse, tidyText } from '../workbook/parsed.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'

export type StaffProposal = SourceRow & EmployeeInput

/** What a list of employees may name. */
export interface StaffGround {
  /** Where the import goes: a team of another community is not meant. */
  communityId: string
  teams: readonly { id: string; parentId: string | null; name: string; communityId: string | null }[]
  posts: readonly { id: string; code: string; name: string }[]
  /** Whose the numbers are that are taken. */
  nameByNumber: ReadonlyMap<string, string>
}

export const STAFF: KindDefinition = {
  kind: 'staff',
  label: { 'zh-CN': '员工', en: 'Staff' },
  fields: [
    field('number', '工号', 'Staff number', { headings: ['员工编号', '员工号', '人员编号', '编号'] }),
    field('name', '姓名', 'Name', { required: true, headings: ['员工姓名', '名字', 'full name'] }),
    field('sex', '性别', 'Sex', { headings: ['gender'] }),
    field('phone', '手机号', 'Phone', {
      personal: true,
      headings: ['手机', '手机号码', '联系电话', '电话', '联系方式', 'mobile'],
    }),
    field('idNumber', '身份证号', 'ID number', {
      personal: true,
      headings: ['身份证', '身份证号码', '证件号码', '证件号'],
    }),
    field('team', '部门', 'Department', {
      required: true,
      headings: ['所属部门', '班组', '组织', '部门班组', '项目部'],
    }),
    field('post', '岗位', 'Post', { required: true, headings: ['职务', '职位', '岗位名称', '工种'] }),
    field('employedFrom', '入职日期', 'Entry date', {
      day: true,
      required: true,
      headings: ['入职时间', '到岗日期', '参加工作时间'],
    }),
    field('emergencyName', '紧急联系人', 'Emergency contact'),
    field('emergencyPhone', '紧急联系电话', 'Emergency phone', { personal: true, headings: ['紧急联系人电话'] }),
    field('certificateKind', '证书类型', 'Certificate kind'),
    field('certificateTitle', '证书名称', 'Certificate', { headings: ['证书', '资格证书', '职业资格'] }),
    field('certificateNumber', '证书编号', 'Certificate number', { headings: ['证书号', '证件编号'] }),
    field('certificateFrom', '发证日期', 'Issued on', { day: true, headings: ['取证日期'] }),
    field('certificateUntil', '证书有效期', 'Valid until', {
      day: true,
      headings: ['证书到期', '有效期至', '证书有效期至'],
    }),
    field('note', '备注', 'Note', { headings: ['说明'] }),
  ],
}

const CERTIFICATES = {
  electrician: ['电工证', '电工', '低压电工', '低压电工证', '高压电工证', 'electrician'],
  'lift-safety': ['电梯安全管理员证', '电梯安全管理员', '电梯证', 'lift-safety'],
  'fire-operator': ['消防设施操作员证', '消防设施操作员', '消控证', '消防证', 'fire-operator'],
  'security-guard': ['保安员证', '保安证', '保安员', 'security-guard'],
  welder: ['焊工证', '焊工', 'welder'],
  'property-manager': ['物业管理师证', '物业管理师', '物业经理证', 'property-manager'],
  'first-aid': ['急救证', '急救员', 'first-aid'],
  driver: ['驾驶证', '驾照', 'driver'],
  other: ['其他', 'other'],
} as const

const parseSex = parseChoice({ male: ['男', 'male', 'm'], female: ['女', 'female', 'f'] })
const parseCertificate = parseChoice<keyof typeof CERTIFICATES>(CERTIFICATES)

/** Numbers of staff are letters, digits and dashes, in capitals. */
const parseNumber: Parse<string> = text => {
  const number = tidyText(text).replace(/\s+/g, '').toUpperCase()
  return /^[A-Z0-9-]{1,20}$/.test(number) ? accept(number) : refuse('staff_number_invalid')
}

/** Staff are known by an 18-digit number only. */
const parseOwnIdNumber: Parse<string | null> = text => {
  const parsed = parseIdNumber(text)
  return 'value' in parsed && parsed.value !== null && parsed.warning ? refuse('id_number_invalid') : parsed
}

const same = (a: string, b: string) => tidyText(a).replace(/\s+/g, '') === tidyText(b).replace(/\s+/g, '')

/** The names from the company down to a team. */
function wayTo(team: StaffGround['teams'][number], teams: StaffGround['teams']): string[] {
  const above = teams.find(({ id }) => id === team.parentId)
  return above ? [...wayTo(above, teams), team.name] : [team.name]
}

/** Whether a path, `项目部/工程组`, names a team: the last is its name, the others stand above it in this order. */
function names(path: readonly string[], way: readonly string[]): boolean {
  if (!same(path.at(-1) ?? '', way.at(-1) ?? '')) return false
  let at = 0
  for (const name of way) if (same(name, path[at] ?? '')) at += 1
  return at === path.length
}

/** The team that a cell names, alone or with those above it; one of this community before one of all. */
function findTeam(row: RowReader, { teams, communityId }: StaffGround): StaffGround['teams'][number] | null {
  const text = row.required('team', parseLine(100))
  if (text === null) return null
  const path = text.split(/[/>\\|]/).map(part => part.trim())
  const named = teams.filter(team => names(path, wayTo(team, teams)))
  const here = named.filter(team => team.communityId === communityId)
  const candidates = here.length > 0 ? here : named.filter(team => team.communityId === null)
  if (candidates.length === 1) return candidates[0] ?? null
  if (candidates.length > 1) row.fail('team', 'team_ambiguous', { count: candidates.length })
  else row.fail('team', named.length > 0 ? 'team_elsewhere' : 'team_missing')
  return null
}

function findPost(row: RowReader, { posts }: StaffGround): string | null {
  const text = row.required('post', parseLine(100))
  if (text === null) return null
  const post = posts.find(({ name, code }) => same(name, text) || code === text.toLowerCase())
  if (!post) row.fail('post', 'post_missing')
  return post?.id ?? null
}

function readCertificate(row: RowReader): EmployeeInput['certificates'][number] | null {
  const kind = row.optional('certificateKind', parseCertificate)
  const title = row.optional('certificateTitle', parseLine(100))
  const number = row.optional('certificateNumber', parseLine(60)) ?? ''
  const issuedOn = row.optional('certificateFrom', parseCivilDate)
  const validUntil = row.optional('certificateUntil', parseCivilDate)
  if (issuedOn !== null && validUntil !== null && validUntil < issuedOn)
    row.fail('certificateUntil', 'dates_reversed', { from: issuedOn, to: validUntil })
  if (kind === null && title === null) {
    if (number !== '' || issuedOn !== null || validUntil !== null) row.fail('certificateTitle', 'certificate_unnamed')
    return null
  }
  const guessed = title === null ? null : parseCertificate(title)
  const known = kind ?? (guessed && 'value' in guessed ? guessed.value : 'other')
  return { kind: known, title: title ?? CERTIFICATES[known][0], number, issuedOn, validUntil }
}

function readEmployee(row: RowReader, ground: StaffGround, seen: Map<string, StaffProposal>): StaffProposal | null {
  const number = row.optional('number', parseNumber)
  const name = row.required('name', parseLine(100))
  const phone = row.optional('phone', parsePhone)
  const rest = {
    ...{ sex: row.optional('sex', parseSex), idNumber: row.optional('idNumber', parseOwnIdNumber) },
    emergencyName: row.optional('emergencyName', parseLine(100)),
    emergencyPhone: row.optional('emergencyPhone', parsePhone),
    note: row.optional('note', parseLine(2000)) ?? '',
  }
  const team = findTeam(row, ground)
  const postId = findPost(row, ground)
  const employedFrom = row.required('employedFrom', parseCivilDate)
  const certificate = readCertificate(row)
  if (number === null && phone === null && !row.failed()) row.fail('number', 'staff_unfindable')
  const taken = number === null ? undefined : ground.nameByNumber.get(number)
  if (taken !== undefined && name !== null && !same(taken, name))
    row.fail('number', 'staff_number_other', { other: taken })
  if (row.failed() || name === null || team === null || postId === null || employedFrom === null) return null
  const certificates = certificate ? [certificate] : []
  const place = { teamId: team.id, communityId: team.communityId, postId, employedFrom }
  const proposal = { sheet: row.sheet, row: row.row, number, name, phone, ...rest, ...place, certificates }
  return withEarlier(row, proposal, seen)
}

/** Who stands in several rows, with a certificate in each, is one person; a number or a phone of two people is an error. */
function withEarlier(row: RowReader, proposal: StaffProposal, seen: Map<string, StaffProposal>): StaffProposal | null {
  const { number, phone, name } = proposal
  const byNumber = number === null ? undefined : seen.get(`number ${number}`)
  const byPhone = phone === null ? undefined : seen.get(`phone ${phone}`)
  const earlier = byNumber ?? byPhone
  if (earlier && same(earlier.name, name) && (byNumber || number === null || earlier.number === null)) {
    earlier.certificates = [...earlier.certificates, ...proposal.certificates]
    row.repeat(earlier.row, 'staff_joined')
    return null
  }
  if (byNumber) row.fail('number', 'ref_taken', { row: byNumber.row })
  // A phone that two share does no harm where each has a number.
  else if (byPhone && (number === null || byPhone.number === null)) row.fail('phone', 'ref_taken', { row: byPhone.row })
  if (row.failed()) return null
  if (number !== null) seen.set(`number ${number}`, proposal)
  if (phone !== null && !byPhone) seen.set(`phone ${phone}`, proposal)
  return proposal
}

export async function planStaff(sheets: readonly StagedSheet[], problems: PlanNotes, ground: StaffGround) {
  const seen = new Map<string, StaffProposal>()
  const { proposals, count } = await planRows(sheets, STAFF, problems, row => readEmployee(row, ground, seen))
  return { staff: proposals, count }
}
