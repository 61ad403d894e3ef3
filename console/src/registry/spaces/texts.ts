import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** The words of parking spaces and their leases. */
export const useSpaceTexts = defineTexts({ 'zh-CN': zhCN, en })
