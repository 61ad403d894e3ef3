import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** The words of money of others. */
export const useFundTexts = defineTexts({ 'zh-CN': zhCN, en })
