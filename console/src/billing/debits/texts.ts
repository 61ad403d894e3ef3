import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

export const useDebitTexts = defineTexts({ 'zh-CN': zhCN, en })
