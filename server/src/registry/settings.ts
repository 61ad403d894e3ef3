import { z } from 'zod'
import { defineSetting } from '../platform/settings/define-setting.ts'

/** Civil-defence spaces are state property and let for a short term; three years is the custom. */
export const civilDefenceYears = defineSetting('registry.civilDefenceYears', {
  level: 'company',
  schema: z.int().min(1).max(20),
  fallback: 3,
  label: { 'zh-CN': '人防车位最长租期', en: 'Longest term of a civil-defence space' },
  help: {
    'zh-CN': '人防车位只能出租，一次最长租这么多年。只影响之后签订的租约。',
    en: 'Civil-defence spaces are let only, for so many years at most. Holds for leases made from now on.',
  },
  unit: { 'zh-CN': '年', en: 'years' },
})

/** How early a lease that ends is told of. */
export const leaseReminderDays = defineSetting('registry.leaseReminderDays', {
  level: 'company',
  schema: z.int().min(1).max(365),
  fallback: 30,
  label: { 'zh-CN': '租约到期提前提醒', en: 'Remind of leases before they end' },
  help: {
    'zh-CN': '房屋和车位租约到期前这么多天提醒一次经办人和承租人；在这段时间里租约显示为“即将到期”。已续签的不提醒。',
    en: 'So many days before the end of a lease of a home or space its staff and tenants are told once, and it is shown as ending soon. Renewed ones are not.',
  },
  unit: { 'zh-CN': '天', en: 'days' },
})

/** Read by `registry.find_communities` in the database: who signs up belongs to no company yet. */
export const findable = defineSetting('registry.findable', {
  level: 'community',
  schema: z.boolean(),
  fallback: true,
  label: { 'zh-CN': '注册时可以被住户搜到', en: 'Found by residents who sign up' },
  help: {
    'zh-CN': '关闭后，新住户按名称搜不到小区，只能凭邀请码或由物业登记入住。',
    en: 'When off, new residents do not find the community by its name; they come by an invitation or are recorded by staff.',
  },
})
