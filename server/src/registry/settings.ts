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
