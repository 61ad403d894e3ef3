import { describe, expect, test } from 'vitest'
import { planOf, sheetOf, told } from '../workbook/testing/sample-sheets.ts'
import type { StaffGround } from './staff.ts'

const HEADINGS = '工号 姓名 性别 手机号 身份证号 部门 岗位 入职日期 证书名称 证书编号 证书有效期'
const staff = (rows: (string | null)[][]) => sheetOf('员工花名册', HEADINGS, rows)
const ground: StaffGround = {
  communityId: 'here',
  teams: [
    { id: 'root', parentId: null, name: '安居物业', communityId: null },
    { id: 'here', parentId: 'root', name: '安居花园项目部', communityId: 'here' },
    { id: 'there', parentId: 'root', name: '和园项目部', communityId: 'there' },
    { id: 'works', parentId: 'here', name: '工程组', communityId: 'here' },
    { id: 'works2', parentId: 'there', name: '工程组', communityId: 'there' },
    { id: 'far', parentId: 'there', name: '绿化组', communityId: 'there' },
    { id: 'hr', parentId: 'root', name: '人事部', communityId: null },
    { id: 'a', parentId: 'hr', name: '一组', communityId: null },
    { id: 'b', parentId: 'root', name: '一组', communityId: null },
  ],
  posts: [
    { id: 'fix', code: 'repairer', name: '维修工' },
    { id: 'boss', code: 'manager', name: '项目经理' },
  ],
  nameByNumber: new Map([['A001', '王强']]),
}
const row = (more: Record<number, string | null>) =>
  ['A100', '李敏', '女', '13800138000', null, '工程组', '维修工', '2021-3-1', null, null, null].map((cell, index) =>
    index in more ? (more[index] ?? null) : cell,
  )

describe('staff', () => {
  test('are read with department, post and certificates; several rows of one person are one', async () => {
    const plan = await planOf(
      [
        staff([
          row({ 8: '低压电工证', 9: 'T44', 10: '2029-04-30' }),
          row({ 8: '登高作业证' }),
          row({ 0: 'a001', 1: '王强', 3: null, 5: '人事部', 6: '项目经理' }),
          row({ 0: null, 1: '赵六', 3: '13700137000', 5: '人事部/一组', 6: 'repairer', 7: '44256' }),
        ]),
      ],
      { staff: ground },
    )
    expect(told(plan)).toEqual(['warning 3 staff_joined', 'warning H5 date_serial'])
    expect(plan.staff).toMatchObject([
      {
        ...{ number: 'A100', name: '李敏', phone: '13800138000', teamId: 'works', communityId: 'here', postId: 'fix' },
        employedFrom: '2021-03-01',
        certificates: [
          { kind: 'electrician', title: '低压电工证', number: 'T44', validUntil: '2029-04-30' },
          { kind: 'other', title: '登高作业证', number: '' },
        ],
      },
      { number: 'A001', teamId: 'hr', postId: 'boss' },
      { number: null, name: '赵六', teamId: 'a', employedFrom: '2021-03-01' },
    ])
    expect(plan.counts.staff).toEqual({ total: 4, ok: 3, rejected: 0, repeated: 1 })
  })

  test('are refused by cell', async () => {
    const plan = await planOf(
      [
        staff([
          row({ 0: 'A 1/2', 3: '138', 4: '110105194912310021', 5: '没有', 6: '没有', 7: '21.3' }),
          row({ 0: 'A001', 5: '一组' }),
          row({ 0: 'A102', 3: null, 5: '绿化组' }),
          row({ 0: null, 3: null }),
          row({ 0: 'A103', 3: '13600136000', 9: 'T1' }),
          row({ 0: 'A104', 3: '13500135000' }),
          row({ 0: 'A104', 1: '别人', 3: '13400134000' }),
          row({ 0: null, 1: '又一人', 3: '13500135000' }),
        ]),
      ],
      { staff: ground },
    )
    expect(plan.staff.map(({ number }) => number)).toEqual(['A104'])
    expect(told(plan)).toEqual([
      'error A2 staff_number_invalid',
      'error D2 phone_invalid',
      'error E2 id_number_checksum',
      'error F2 team_missing',
      'error G2 post_missing',
      'error H2 date_invalid',
      'error A3 staff_number_other',
      'error F3 team_ambiguous',
      'error F4 team_elsewhere',
      'error A5 staff_unfindable',
      'error I6 certificate_unnamed',
      'error A8 ref_taken',
      'error D9 ref_taken',
    ])
  })
})
