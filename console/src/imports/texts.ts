import { defineTexts } from '@anju/ui'
import { en } from './texts-en.ts'
import { zhCN } from './texts-zh-cn.ts'

/** The words of the import pages. */
export const useImportsTexts = defineTexts({ 'zh-CN': zhCN, en })
