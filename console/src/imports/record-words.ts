type Words = Record<'zh-CN' | 'en', string>

/** What people call the records of a table. */
const WORDS: Record<string, Words> = {
  'registry.building': { 'zh-CN': '楼栋', en: 'buildings' },
  'registry.unit': { 'zh-CN': '单元', en: 'units' },
  'registry.premises': { 'zh-CN': '房屋与车位', en: 'premises' },
  'registry.premises_area': { 'zh-CN': '面积记录', en: 'area records' },
  'registry.premises_alias': { 'zh-CN': '房号别名', en: 'room aliases' },
  'registry.premises_state': { 'zh-CN': '房态记录', en: 'state records' },
  'registry.vehicle_permit': { 'zh-CN': '停车许可', en: 'parking permits' },
  'registry.space_lease': { 'zh-CN': '车位租约', en: 'space leases' },
  'registry.let_space': { 'zh-CN': '已租车位', en: 'let spaces' },
  'registry.person_contact': { 'zh-CN': '联系人', en: 'contacts' },
  'registry.person': { 'zh-CN': '人员', en: 'people' },
  'registry.person_phone': { 'zh-CN': '手机号', en: 'phone numbers' },
  'registry.occupancy': { 'zh-CN': '入住关系', en: 'occupancies' },
  'registry.organisation': { 'zh-CN': '单位', en: 'organisations' },
  'registry.lease': { 'zh-CN': '租约', en: 'leases' },
  'registry.vehicle': { 'zh-CN': '车辆', en: 'vehicles' },
  'registry.space': { 'zh-CN': '车位', en: 'spaces' },
  'identity.resident_account': { 'zh-CN': '住户账号', en: 'resident accounts' },
  'identity.session': { 'zh-CN': '住户登录', en: 'resident sessions' },
  'billing.rule': { 'zh-CN': '收费标准', en: 'charge rules' },
  'billing.rule_version': { 'zh-CN': '收费标准的价格', en: 'prices of charge rules' },
  'billing.charge_item': { 'zh-CN': '收费科目', en: 'charge items' },
  'billing.assignment': { 'zh-CN': '收费安排', en: 'charge assignments' },
  'billing.bill': { 'zh-CN': '账单', en: 'bills' },
  'billing.bill_line': { 'zh-CN': '账单明细', en: 'bill lines' },
  'payments.payment': { 'zh-CN': '收款', en: 'payments' },
  'billing.opening_debt': { 'zh-CN': '期初欠费', en: 'opening arrears' },
  'billing.purse_movement': { 'zh-CN': '期初预存', en: 'opening prepaid' },
  'billing.deposit': { 'zh-CN': '押金', en: 'deposits' },
  'payments.past_payment': { 'zh-CN': '历史缴费', en: 'past payments' },
  'payments.receipt': { 'zh-CN': '收据', en: 'receipts' },
  'ledger.posting': { 'zh-CN': '账务分录', en: 'ledger postings' },
  'service_desk.work_order': { 'zh-CN': '工单', en: 'work orders' },
  'workforce.employee': { 'zh-CN': '员工', en: 'employees' },
  'workforce.certificate': { 'zh-CN': '员工证书', en: 'certificates' },
  'workforce.duty': { 'zh-CN': '排班', en: 'duties' },
  'workforce.clocking': { 'zh-CN': '打卡', en: 'clockings' },
  'workforce.leave': { 'zh-CN': '请假', en: 'leave' },
  'metering.reading': { 'zh-CN': '读数', en: 'readings' },
  'metering.meter': { 'zh-CN': '表具', en: 'meters' },
}

/** What people call the records of a table; a table nobody gave a word is named as it is. */
export function recordWords(relation: string, locale: string): string {
  return WORDS[relation]?.[locale === 'en' ? 'en' : 'zh-CN'] ?? relation
}
