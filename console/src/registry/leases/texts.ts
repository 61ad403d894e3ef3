import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** Words of the leases of homes and shops. */
export const useLeaseTexts = defineTexts({ 'zh-CN': zhCN, en })
