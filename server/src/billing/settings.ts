import { z } from 'zod'
import { defineSetting } from '../platform/settings/define-setting.ts'

/** Whether prepaid money pays bills by itself when they are issued (E57). */
export const offsetAtIssue = defineSetting('billing.offsetAtIssue', {
  level: 'community',
  schema: z.boolean(),
  fallback: true,
  label: { 'zh-CN': '账单发布时自动冲抵预存', en: 'Prepaid money pays bills when they are issued' },
  help: {
    'zh-CN': '发布账单时，先用专款预存，再用通用预存，自动冲抵该户本次发布的账单。挂起的账单不冲抵。',
    en: 'When bills are issued, the household’s prepaid money pays them: money kept for an item first, then the rest. Bills that are held are left out.',
  },
})

/** In which order money goes to bills when the payer does not say (R10). */
export const allocationOrder = defineSetting('billing.allocation', {
  level: 'community',
  schema: z.enum(['due-date', 'item']),
  fallback: 'due-date',
  label: { 'zh-CN': '收款分配顺序', en: 'Order in which bills are paid' },
  help: {
    'zh-CN': '部分缴款时先还哪些账单。两种顺序最后都按账单先后。',
    en: 'Which bills a part payment settles first. Ties go by the age of the bill.',
  },
  choices: {
    'due-date': { 'zh-CN': '先还应缴日早的，再按收费项目优先级', en: 'Earliest due date, then priority of the item' },
    item: { 'zh-CN': '先还优先级高的收费项目，再按应缴日', en: 'Priority of the item, then due date' },
  },
})

/** Whether a part payment goes to the debt or to its penalty first (E53; the law's default is the penalty: 民法典 561). */
export const penaltyOrder = defineSetting('billing.penaltyOrder', {
  level: 'community',
  schema: z.enum(['principal-first', 'penalty-first']),
  fallback: 'principal-first',
  label: { 'zh-CN': '本金与违约金', en: 'Principal and penalty' },
  help: {
    'zh-CN': '部分缴款时先还本金还是先还违约金。',
    en: 'Whether a part payment settles the debt or its penalty first.',
  },
  choices: {
    'principal-first': { 'zh-CN': '先还本金', en: 'Principal first' },
    'penalty-first': { 'zh-CN': '先还违约金', en: 'Penalty first' },
  },
})

/** Which discounts that staff gives wait for somebody else's approval; what residents ask for is decided in any case. */
export const discountApproval = defineSetting('billing.discountApproval', {
  level: 'community',
  schema: z.enum(['none', 'vacant-hardship', 'every']),
  fallback: 'vacant-hardship',
  label: { 'zh-CN': '给予优惠的审批', en: 'Approval of discounts' },
  help: {
    'zh-CN':
      '员工给予优惠、或把优惠的结束日推后，须由他人审批后生效；由谁审批在“审批流程”里设置。住户自己申请的优惠本来就由物业审批，不再重复。',
    en: 'A discount that staff gives, or lets end later, holds once somebody else has approved it; who approves is set under Who approves. What residents ask for is decided once in any case.',
  },
  choices: {
    none: { 'zh-CN': '不要求', en: 'Not asked for' },
    'vacant-hardship': { 'zh-CN': '空置和困难优惠', en: 'Vacant and hardship' },
    every: { 'zh-CN': '全部优惠', en: 'Every discount' },
  },
})

const perMonth = { 'zh-CN': '/月', en: 'a month' }

/** More water than this in a month shows that a home is lived in: its discount for being vacant ends (domain.md 1.2). */
export const vacantWater = defineSetting('billing.vacantWater', {
  level: 'community',
  schema: z.int().min(0).max(1000),
  fallback: 3,
  label: { 'zh-CN': '空置房用水上限（m³）', en: 'Water of a vacant home (m³)' },
  help: {
    'zh-CN':
      '享有空置优惠的房产，抄表的冷水或热水折合每月超过这个数，优惠到该次抄表日自动终止，并通知住户和管理人员。估读不算。',
    en: 'Where a home with a discount for being vacant used more cold or hot water a month than this, the discount ends on the day of the reading, and household and staff are told. Estimates do not count.',
  },
  unit: perMonth,
})

/** More electricity than this in a month shows the same. */
export const vacantPower = defineSetting('billing.vacantPower', {
  level: 'community',
  schema: z.int().min(0).max(10_000),
  fallback: 30,
  label: { 'zh-CN': '空置房用电上限（度）', en: 'Electricity of a vacant home (kWh)' },
  help: {
    'zh-CN':
      '享有空置优惠的房产，抄表的电量折合每月超过这个数，优惠到该次抄表日自动终止，并通知住户和管理人员。估读不算。',
    en: 'Where a home with a discount for being vacant used more electricity a month than this, the discount ends on the day of the reading, and household and staff are told. Estimates do not count.',
  },
  unit: perMonth,
})

/** Whether closing a month recognises rent evenly over its lease (E45; ADR 21). */
export const straightenRent = defineSetting('billing.straightenRent', {
  level: 'company',
  schema: z.boolean(),
  fallback: false,
  label: {
    'zh-CN': '结账时租金按直线法确认',
    en: 'Rent is recognised evenly over its lease when a month is closed',
  },
  help: {
    'zh-CN':
      '有起止日期的租金（含免租期、递增），整个租期的不含税租金按月平均确认收入；与账单的差额结账时记入合同资产 1473，租期结束时归零。按营业额提成的租金除外。需要同时开启“结账时收入按服务期结转”。关闭后，下一次结账把余额一次转回。',
    en: 'Rents with a first and a last day (rent-free times and escalations included): the net rent of the whole lease is recognised in equal months; the difference to what is billed goes to contract assets (1473) when a month is closed and comes to nothing at the end of the lease. Rents by turnover are left out. Needs “Revenue goes to the month it is charged for”. Switched off, the next closing takes the balance back at once.',
  },
})

/** Whether closing a month leaves revenue of later months to them (E54, E74; ADR 18). */
export const deferRevenue = defineSetting('billing.deferRevenue', {
  level: 'company',
  schema: z.boolean(),
  fallback: true,
  label: {
    'zh-CN': '结账时收入按服务期结转',
    en: 'Revenue goes to the month it is charged for when a month is closed',
  },
  help: {
    'zh-CN':
      '会计结账时，已出账但费用所属期在以后月份的收入转入合同负债，到期月份结账时再确认。关闭后，下一次结账把余额一次转回收入。',
    en: 'Closing a month moves revenue of bills for later months to contract liabilities; it is recognised when those months are closed. Switched off, the next closing takes the balance back into revenue at once.',
  },
})
