import { z } from 'zod'
import { defineSetting } from './settings/define-setting.ts'

/** How many bytes a company's files may take together. */
export const fileQuotaGb = defineSetting('platform.fileQuotaGb', {
  level: 'company',
  schema: z.int().min(1).max(100_000),
  fallback: 50,
  label: { 'zh-CN': '文件空间', en: 'File space' },
  help: {
    'zh-CN': '全公司照片、文档和导入文件合计可用的空间，用满后不能再上传。',
    en: 'What photos, documents and import files of the whole company may take together; when it is full, uploads are refused.',
  },
  unit: { 'zh-CN': 'GB', en: 'GB' },
})
