import { defineTexts } from '@anju/ui'

/** The words of handing over personal data. */
export const usePersonalDataTexts = defineTexts({
  'zh-CN': {
    title: '个人信息导出',
    facts: '住户本人要求查阅、复制时使用；每次导出都记入审计日志',
    person: '住户',
    'person.hint': '输入姓名、手机号或手机尾号查找',
    'person.none': '没有找到',
    'person.missing': '请先选择住户',
    warning: '文件含完整手机号和证件号，只能交给本人。',
    xlsx: '导出为表格',
    json: '导出为 JSON',
    done: '已导出，并记入审计日志',
  },
  en: {
    title: 'Personal data',
    facts: 'For residents who ask for a copy of their data; each export is in the audit log',
    person: 'Person',
    'person.hint': 'Name, phone, or its last four digits',
    'person.none': 'Nothing found',
    'person.missing': 'Choose the person first',
    warning: 'The file holds full phone and ID numbers. Hand it to the person only.',
    xlsx: 'Export as a workbook',
    json: 'Export as JSON',
    done: 'Exported, and noted in the audit log',
  },
})
