import { z } from 'zod'
import type { Tx } from '../platform/db.ts'
import { defineSetting } from '../platform/settings/define-setting.ts'
import { readSetting } from '../platform/settings/read-setting.ts'
import type { PasswordRules } from './passwords/fault.ts'
import { REMEMBERED } from './passwords/history.ts'
import { needsTotp } from './sessions/duty.ts'
import type { AppName, Lifetime } from './sessions/session.ts'

const company = 'company' as const

export const passwordMinLength = defineSetting('identity.passwordMinLength', {
  level: company,
  schema: z.int().min(8).max(64),
  fallback: 10,
  label: { 'zh-CN': '密码最短长度', en: 'Shortest password' },
  unit: { 'zh-CN': '个字符', en: 'characters' },
})

export const passwordClasses = defineSetting('identity.passwordClasses', {
  level: company,
  schema: z.int().min(1).max(4),
  fallback: 2,
  label: { 'zh-CN': '密码至少包含几类字符', en: 'Kinds of characters in a password' },
  help: {
    'zh-CN': '小写字母、大写字母、数字、其他符号，共四类。常见密码和含登录名的密码总是不接受。',
    en: 'Small letters, capitals, digits, others. Common passwords, and those with the user name, are never taken.',
  },
  unit: { 'zh-CN': '类', en: 'kinds' },
})

export const passwordMaxAgeDays = defineSetting('identity.passwordMaxAgeDays', {
  level: company,
  schema: z.int().min(0).max(730),
  fallback: 0,
  label: { 'zh-CN': '密码最长使用天数', en: 'Longest age of a password' },
  help: { 'zh-CN': '到期后登录时必须先改密码；0 表示不限。', en: 'Older ones must be changed first; 0 is no limit.' },
  unit: { 'zh-CN': '天', en: 'days' },
})

export const totpFor = defineSetting('identity.totpFor', {
  level: company,
  schema: z.enum(['nobody', 'sensitive', 'everybody']),
  fallback: 'nobody',
  label: { 'zh-CN': '谁必须使用动态口令', en: 'Who needs a second factor' },
  help: {
    'zh-CN': '没有绑定的人下次操作前必须先绑定。',
    en: 'Who has none must enrol before anything else.',
  },
  choices: {
    nobody: { 'zh-CN': '自愿', en: 'Nobody has to' },
    sensitive: { 'zh-CN': '能动钱或管账号的人', en: 'Who touches money or users' },
    everybody: { 'zh-CN': '所有员工', en: 'All staff' },
  },
})

export const roleGrantsNeedApproval = defineSetting('identity.roleGrantsNeedApproval', {
  level: company,
  schema: z.boolean(),
  fallback: false,
  label: { 'zh-CN': '授予能动钱或管账号的角色要另一位管理员同意', en: 'Granting rights over money or users needs two' },
  help: {
    'zh-CN': '授权先成为申请，由另一位管理员同意后生效。',
    en: 'The grant becomes a request that another administrator has to agree to.',
  },
})

const hours = { 'zh-CN': '小时', en: 'hours' }
const days = { 'zh-CN': '天', en: 'days' }

export const consoleHours = defineSetting('identity.consoleHours', {
  level: company,
  schema: z.int().min(1).max(24),
  fallback: 12,
  label: { 'zh-CN': '管理后台最长登录时间', en: 'Longest session of the console' },
  unit: hours,
})

export const consoleIdleMinutes = defineSetting('identity.consoleIdleMinutes', {
  level: company,
  schema: z.int().min(5).max(720),
  fallback: 120,
  label: { 'zh-CN': '管理后台无操作自动退出', en: 'Idle time of the console' },
  unit: { 'zh-CN': '分钟', en: 'minutes' },
})

export const fieldDays = defineSetting('identity.fieldDays', {
  level: company,
  schema: z.int().min(1).max(90),
  fallback: 30,
  label: { 'zh-CN': '员工手机端最长登录时间', en: 'Longest session of the field app' },
  unit: days,
})

export const fieldIdleDays = defineSetting('identity.fieldIdleDays', {
  level: company,
  schema: z.int().min(1).max(30),
  fallback: 7,
  label: { 'zh-CN': '员工手机端无操作自动退出', en: 'Idle time of the field app' },
  unit: days,
})

/** What the company asks of passwords. */
export async function passwordRules(tx: Tx): Promise<PasswordRules> {
  return {
    minLength: await readSetting(tx, passwordMinLength),
    classes: await readSetting(tx, passwordClasses),
    remembered: REMEMBERED,
    maxAgeDays: await readSetting(tx, passwordMaxAgeDays),
  }
}

/** Whether who holds these permissions must have a second factor. */
export async function totpIsRequired(tx: Tx, permissions: Iterable<string>): Promise<boolean> {
  return needsTotp(await readSetting(tx, totpFor), permissions)
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** How long a session of an app that begins now may live, and how long without a sign of life. */
export async function lifetimeOf(tx: Tx, app: AppName): Promise<Lifetime> {
  if (app === 'console') {
    return {
      wholeMs: (await readSetting(tx, consoleHours)) * 60 * MINUTE_MS,
      idleMs: (await readSetting(tx, consoleIdleMinutes)) * MINUTE_MS,
    }
  }
  if (app === 'resident') return { wholeMs: 90 * DAY_MS, idleMs: null }
  return {
    wholeMs: (await readSetting(tx, fieldDays)) * DAY_MS,
    idleMs: (await readSetting(tx, fieldIdleDays)) * DAY_MS,
  }
}
