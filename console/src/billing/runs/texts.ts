import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** The words of bill runs. */
export const useRunTexts = defineTexts({ 'zh-CN': zhCN, en })
