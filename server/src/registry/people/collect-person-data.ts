import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { fenToYuan } from '../../platform/money.ts'
import type { AboutPerson, PersonalSection } from '../../platform/personal-data.ts'
import { unseal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'
import { openContactData } from './contact-data.ts'

const SEXES: Record<string, string> = { male: '男', female: '女' }
const KINDS: Record<string, string> = { owner: '业主', family: '家属', tenant: '租户', temporary: '临时' }

/** What the registry keeps of a person: the record, phones, contacts, pets, homes over time, vehicles. */
export async function collectPersonData(tx: Tx, actor: Actor, about: AboutPerson): Promise<PersonalSection[]> {
  const ids = [...about.personIds]
  if (ids.length === 0) return []
  const tenantId = tenantOf(actor)
  const people = await registry(tx)
    .selectFrom('registry.person')
    .select(['name', 'sex', 'birthday', 'idType', 'idNumberSealed', 'email', 'emailSealed', 'postalAddress'])
    .select(['postalAddressSealed', 'note', 'createdAt'])
    .where('tenantId', '=', tenantId)
    .where('id', 'in', ids)
    .execute()
  const phones = await registry(tx)
    .selectFrom('registry.personPhone')
    .select(['kind', 'numberSealed'])
    .where('tenantId', '=', tenantId)
    .where('personId', 'in', ids)
    .orderBy('position')
    .execute()
  const contacts = await registry(tx)
    .selectFrom('registry.personContact')
    .select(['name', 'relation', 'phoneSealed'])
    .where('tenantId', '=', tenantId)
    .where('personId', 'in', ids)
    .orderBy('position')
    .execute()
  const pets = await registry(tx)
    .selectFrom('registry.pet')
    .select(['name', 'species', 'breed', 'licenceNumber'])
    .where('tenantId', '=', tenantId)
    .where('personId', 'in', ids)
    .orderBy('position')
    .execute()
  const opened = (sealed: Buffer | null) => (sealed ? unseal(sealed) : null)
  return [
    {
      title: '基本信息',
      columns: ['姓名', '性别', '生日', '证件类型', '证件号', '邮箱', '通信地址', '备注', '登记时间'],
      rows: people.map(row => [
        ...[row.name, SEXES[row.sex ?? ''] ?? null, row.birthday, row.idType, opened(row.idNumberSealed)],
        ...[openContactData(row).email, openContactData(row).postalAddress, row.note, row.createdAt],
      ]),
    },
    { title: '电话', columns: ['类型', '号码'], rows: phones.map(row => [row.kind, opened(row.numberSealed)]) },
    {
      title: '联系人',
      columns: ['姓名', '关系', '电话'],
      rows: contacts.map(row => [row.name, row.relation, opened(row.phoneSealed)]),
    },
    {
      title: '宠物',
      columns: ['名字', '种类', '品种', '犬证'],
      rows: pets.map(row => [row.name, row.species, row.breed, row.licenceNumber]),
    },
    ...(await collectHomes(tx, actor, ids)),
    ...(await collectParking(tx, actor, ids)),
  ]
}

/** Where the person lived and lives, and the vehicles. */
async function collectHomes(tx: Tx, actor: Actor, ids: string[]): Promise<PersonalSection[]> {
  const tenantId = tenantOf(actor)
  const stays = await registry(tx)
    .selectFrom('registry.occupancy as o')
    .innerJoin('registry.premises as p', join =>
      join.onRef('p.tenantId', '=', 'o.tenantId').onRef('p.id', '=', 'o.premisesId'),
    )
    .select(['p.label', 'o.kind', 'o.fromOn', 'o.toOn'])
    .where('o.tenantId', '=', tenantId)
    .where('o.personId', 'in', ids)
    .orderBy('o.fromOn')
    .execute()
  const vehicles = await registry(tx)
    .selectFrom('registry.vehicle')
    .select(['plate', 'brand', 'colour', 'createdAt'])
    .where('tenantId', '=', tenantId)
    .where('ownerId', 'in', ids)
    .execute()
  return [
    {
      title: '房屋',
      columns: ['房产', '身份', '从', '到'],
      rows: stays.map(row => [row.label, KINDS[row.kind] ?? row.kind, row.fromOn, row.toOn]),
    },
    {
      title: '车辆',
      columns: ['车牌', '品牌', '颜色', '登记时间'],
      rows: vehicles.map(row => [row.plate, row.brand, row.colour, row.createdAt]),
    },
  ]
}

const APPLICATION_STATES: Record<string, string> = {
  open: '待审核',
  approved: '已通过',
  rejected: '未通过',
  withdrawn: '已撤回',
}

/** The vehicles that were applied for and the parking spaces that were let to the person. */
async function collectParking(tx: Tx, actor: Actor, ids: string[]): Promise<PersonalSection[]> {
  const tenantId = tenantOf(actor)
  const applications = await registry(tx)
    .selectFrom('registry.vehicleApplication')
    .select(['plate', 'brand', 'colour', 'notes', 'state', 'reason', 'createdAt'])
    .where('tenantId', '=', tenantId)
    .where('personId', 'in', ids)
    .orderBy('createdAt')
    .execute()
  const leases = await registry(tx)
    .selectFrom('registry.spaceLease as l')
    .leftJoin('registry.letSpace as s', join =>
      join.onRef('s.tenantId', '=', 'l.tenantId').onRef('s.leaseId', '=', 'l.id'),
    )
    .leftJoin('registry.premises as p', join =>
      join.onRef('p.tenantId', '=', 's.tenantId').onRef('p.id', '=', 's.premisesId'),
    )
    .select(['p.label', 'l.fromOn', 'l.toOn', 'l.endedOn', 'l.monthlyPriceFen', 'l.notes'])
    .where('l.tenantId', '=', tenantId)
    .where('l.holderId', 'in', ids)
    .orderBy('l.fromOn')
    .execute()
  return [
    {
      title: '车辆登记申请',
      columns: ['车牌', '品牌', '颜色', '说明', '状态', '原因', '申请时间'],
      rows: applications.map(row => [
        ...[row.plate, row.brand, row.colour, row.notes, APPLICATION_STATES[row.state] ?? row.state],
        ...[row.reason, row.createdAt],
      ]),
    },
    await collectLeases(tx, actor, ids),
    {
      title: '车位租约',
      columns: ['车位', '从', '到', '提前结束', '月租（元）', '备注'],
      rows: leases.map(row => [
        ...[row.label, row.fromOn, row.toOn, row.endedOn, fenToYuan(row.monthlyPriceFen), row.notes],
      ]),
    },
  ]
}

/** The leases of homes and shops that the person is a party of. */
async function collectLeases(tx: Tx, actor: Actor, ids: string[]): Promise<PersonalSection> {
  const rows = await registry(tx)
    .selectFrom('registry.lease as l')
    .innerJoin('registry.leaseParty as p', join =>
      join.onRef('p.tenantId', '=', 'l.tenantId').onRef('p.leaseId', '=', 'l.id'),
    )
    .select([
      'l.number',
      'p.role',
      'l.signedOn',
      'l.fromOn',
      'l.toOn',
      'l.endedOn',
      'l.rentFen',
      'l.depositFen',
      'l.notes',
    ])
    .where('l.tenantId', '=', tenantOf(actor))
    .where('p.personId', 'in', ids)
    .orderBy('l.fromOn')
    .execute()
  return {
    title: '房屋租约',
    columns: ['合同号', '身份', '签订', '从', '到', '提前结束', '租金（元）', '押金（元）', '备注'],
    rows: rows.map(row => [
      ...[row.number, row.role === 'landlord' ? '出租人' : '承租人', row.signedOn, row.fromOn, row.toOn, row.endedOn],
      ...[row.rentFen === null ? null : fenToYuan(row.rentFen), fenToYuan(row.depositFen), row.notes],
    ]),
  }
}
