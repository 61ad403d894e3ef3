import { defineTexts } from '@anju/ui'

/** The words of people. */
export const usePeopleTexts = defineTexts({
  'zh-CN': {
    'people.facts': '业主、家属和租户；手机号和证件号默认不显示完整',
    'people.empty': '还没有业主',
    'people.emptyText': '业主、家属、租户和单位都登记在这里：可以逐个登记，也可以从 Excel 导入。',
    'people.search': '姓名、拼音、手机后四位',
    'sex.male': '男',
    'sex.female': '女',
    'person.households': '住过的房产',
    'person.noHouseholds': '还没有房产。打开他的那套房，在“住户”里办理入住。',
    'person.toPremises': '去“房产”',
    reveal: '查看完整信息',
    'reveal.shown': '完整信息只在这次查看中显示，已写入审计日志。',
    'reveal.hide': '隐藏',
    'reveal.nothing': '没有登记电话、证件号、邮箱和地址',
    noReveal: '需要权限“查看完整手机号与证件号”，请联系公司管理员',
    unknown: '未登记',
  },
  en: {
    'people.facts': 'Owners, families and tenants; phone and ID numbers are masked',
    'people.empty': 'Nobody here yet',
    'people.emptyText':
      'Owners, families, tenants and organisations are recorded here: one by one, or from a workbook.',
    'people.search': 'Name, pinyin, phone tail',
    'sex.male': 'Male',
    'sex.female': 'Female',
    'person.households': 'Premises over time',
    'person.noHouseholds': 'No home yet. Open the home, and move them in under Residents.',
    'person.toPremises': 'To the premises',
    reveal: 'Show in full',
    'reveal.shown': 'Shown in full for this view only; written to the audit log.',
    'reveal.hide': 'Hide',
    'reveal.nothing': 'Nothing sealed is known',
    noReveal: 'Needs the permission “See full phone and ID numbers”. Ask your company administrator',
    unknown: 'not known',
  },
})
