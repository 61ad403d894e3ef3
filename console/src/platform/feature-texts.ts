import { defineTexts } from '@anju/ui'

/** What a module that may be switched off is for. */
export const useFeatureTexts = defineTexts({
  'zh-CN': {
    workforce: '组织架构、员工档案与证书、排班、考勤、绩效',
    payments: '收款与收据',
    metering: '水、电、气、热表具档案',
    devices: '设备自动上报：远传表读数经网关进来，不用人抄',
    billing: '收费标准、出账、收银台、欠费；住户在业主端看账单',
    'service-desk': '报修工单、派单、维修；住户在业主端报修',
    portal: '业主端：我的房屋、账单、收据、用量、报修；没有启用时住户登录后看到“还没有开通”，消息和个人资料照常',
    imports: '用 Excel 导入楼栋、房产、人员、车辆等资料',
    analytics: '工作台的经营数据',
  },
  en: {
    workforce: 'Organisation, staff files and certificates, rota, attendance, performance',
    payments: 'Payments and receipts',
    metering: 'The archive of water, electricity, gas and heat meters',
    devices: 'Machines that send by themselves: readings of remote meters through gateways',
    billing: 'Charge rules, bills, cashier, arrears; residents see their bills in their app',
    'service-desk': 'Work orders, dispatch, repairs; residents report in their app',
    portal:
      'The resident app: homes, bills, receipts, meters, repairs; where it is closed residents are told so, messages and personal data stay',
    imports: 'Buildings, premises, people, vehicles … from Excel',
    analytics: 'The figures of the workspace',
  },
})
