import type { SheetKind } from '../workbook/mapping.ts'

/** What the empty workbook of a kind says beside its headings: choices, notes, and two rows by way of example, by field. */
export interface TemplateFacts {
  choices?: readonly string[]
  note?: string
  examples: readonly [string, string]
}

const DATE = '写成 2020-06-10'
const YES_NO = ['有', '无']

const PLACE: Record<string, TemplateFacts> = {
  room: { note: '房号，如 301；也可以写全 1-2-301，这样不用填楼栋和单元', examples: ['301', '1-2-302'] },
  building: { note: '楼栋，如 1 或 1栋', examples: ['1', ''] },
  unit: { note: '单元，如 2；没有单元可不填', examples: ['2', ''] },
}

export const TEMPLATE_FACTS: Record<SheetKind, Record<string, TemplateFacts>> = {
  'buildings-units': {
    building: { note: '楼栋，如 1 或 综合楼', examples: ['1', '1'] },
    unit: { note: '单元，如 1；没有单元写 0', examples: ['1', '2'] },
    floors: { note: '地上层数，整数', examples: ['18', '18'] },
    hasLift: { choices: YES_NO, examples: ['有', '有'] },
  },
  owners: {
    ref: { note: '自己编的号，房屋和车位用它指到业主', examples: ['1', '2'] },
    name: { examples: ['王小明', '李红'] },
    sex: { choices: ['男', '女'], examples: ['男', '女'] },
    phone: { note: '11 位手机号', examples: ['13800138000', '13900139000'] },
    idNumber: { note: '18 位身份证号，单元格保持文本格式', examples: ['', ''] },
    kind: { choices: ['业主', '家庭成员', '租客', '临时人员'], examples: ['业主', '家庭成员'] },
    ownerRef: { note: '家庭成员和租客：属于哪位业主的编号', examples: ['', '1'] },
  },
  'charge-rules': {
    ref: { note: '自己编的号，房屋用它指到收费标准', examples: ['1', '2'] },
    itemName: { examples: ['物业费', '公共能耗费'] },
    name: { note: '收费标准的名称，不能重复', examples: ['高层物业费', '公摊水电'] },
    recurrence: { choices: ['周期性费用'], examples: ['周期性费用', '周期性费用'] },
    timing: { choices: ['预付费', '后付费'], examples: ['预付费', '后付费'] },
    cycleMonths: { note: '几个月收一次，整数', examples: ['3', '1'] },
    billingDay: { examples: ['每月1日', '每月1日'] },
    effectiveFrom: { note: DATE, examples: ['2024-01-01', '2024-01-01'] },
    effectiveTo: { note: DATE, examples: ['', ''] },
    formula: { note: '1001：面积×单价+附加费；2002：固定费用', choices: ['1001', '2002'], examples: ['1001', '2002'] },
    unitPrice: { note: '每平方米每月多少元，最多 4 位小数', examples: ['1.8', ''] },
    fixedAmount: { note: '每月多少元，最多 2 位小数', examples: ['', '20'] },
  },
  premises: {
    code: { note: '房号，如 301', examples: ['301', '302'] },
    building: { examples: ['1', '1'] },
    unit: { examples: ['2', '2'] },
    floor: { note: '整数', examples: ['3', '3'] },
    layoutCode: { examples: ['三室两厅', '两室一厅'] },
    areaM2: { note: '平方米，最多 2 位小数', examples: ['120.50', '89.37'] },
    ownerRef: { note: '“业主信息”里的编号；用“业主资料”时不填', examples: ['1', '2'] },
    charges: { note: '“费用设置”里的编号，几个用 # 隔开', examples: ['1#2', '1'] },
    chargesFrom: {
      note: `与房屋费用一一对应，${DATE}，几个用 # 隔开`,
      examples: ['2024-01-01#2024-01-01', '2024-01-01'],
    },
    use: { choices: ['住宅', '商铺', '办公', '宿舍', '储藏室'], examples: ['住宅', '住宅'] },
    innerAreaM2: { note: '平方米', examples: ['98.20', ''] },
  },
  spaces: {
    areaCode: { note: '停车场或区域，如 A', examples: ['A', 'A'] },
    code: { note: '车位号', examples: ['A001', 'A002'] },
    kind: { choices: ['地上停车位', '地下停车位'], examples: ['地下停车位', '地下停车位'] },
    areaM2: { note: '平方米', examples: ['12.50', ''] },
    ownerRef: { note: '“业主信息”里的编号', examples: ['1', ''] },
    plate: { examples: ['粤B12345', ''] },
    carBrand: { examples: ['比亚迪', ''] },
    carKind: { choices: ['小汽车', '客车', '货车'], examples: ['小汽车', ''] },
    carColour: { examples: ['白', ''] },
    tenure: { choices: ['出租', '出售'], examples: ['出售', '出租'] },
    startsOn: { note: DATE, examples: ['2024-01-01', ''] },
    endsOn: { note: DATE, examples: ['', ''] },
  },
  people: {
    name: { note: '一格几个人用 / 隔开；单位写全称', examples: ['王小明/李红', '安居商贸有限公司'] },
    phones: {
      note: '几个号码用 / 隔开；几个人时按顺序一一对应',
      examples: ['13800138000/13900139000', '0755-88888888'],
    },
    idNumber: { note: '身份证号或统一社会信用代码，单元格保持文本格式', examples: ['', ''] },
    sex: { choices: ['男', '女'], examples: ['', ''] },
    kind: { choices: ['业主', '家属', '租客', '临时'], examples: ['业主', '租客'] },
    relation: { choices: ['本人', '配偶', '子女', '父母', '兄弟姐妹', '其他'], examples: ['', ''] },
    ...PLACE,
    share: { note: '写成 50%、0.5 或 1/2', examples: ['', ''] },
    fromOn: { note: DATE, examples: ['2020-06-10', '2024-03-01'] },
    toOn: { note: `已经搬走的写迁出日期，${DATE}`, examples: ['', ''] },
  },
  vehicles: {
    plate: { note: '车牌，新能源 8 位；字母 O 和 I 不会出现在数字位', examples: ['粤B12345', '粤BD12345'] },
    ownerName: { examples: ['王小明', '李红'] },
    ownerPhone: { examples: ['13800138000', '13900139000'] },
    ...PLACE,
    kind: { choices: ['小型汽车', '客车', '货车', '摩托车', '其他'], examples: ['小型汽车', '小型汽车'] },
    plateColour: { choices: ['蓝牌', '绿牌', '黄牌', '黄绿牌', '黑牌', '白牌'], examples: ['蓝牌', '绿牌'] },
    brand: { examples: ['大众', '比亚迪'] },
    model: { examples: ['帕萨特', '汉'] },
    colour: { examples: ['黑', '白'] },
    permitKind: { choices: ['月租', '产权', '访客长期'], examples: ['月租', '产权'] },
    areaCode: { examples: ['A', 'A'] },
    fromOn: { note: DATE, examples: ['2024-01-01', '2024-01-01'] },
    toOn: { note: DATE, examples: ['2026-12-31', ''] },
  },
}
