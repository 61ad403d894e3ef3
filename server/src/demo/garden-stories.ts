/** Two months of repairs in 安居花园. The last ones are not over yet. */
import type { Story } from './community-plan.ts'
import { RATED_STORIES } from './rated-stories.ts'

/** 李工 is the repairer of the sign-in page; 刘师傅 does water and power, 马师傅 doors and wood. */
const LI = 'repairer'
const LIU = 'repairer2'
const MA = 'repairer3'

const WANG_XIAOMING = '1/1//101'
const LI_XIUYING = '1/1//102'

/** Over without a word of the household, most of them in public places. */
const SILENT: Story[] = [
  {
    daysAgo: 58,
    place: '3栋1单元电梯',
    category: 'lift',
    words: '电梯运行到 5 楼有异响、抖动',
    urgent: true,
    repairer: LI,
    end: 'silent',
    note: '维保单位到场，调整导靴并润滑，试运行正常。',
  },
  {
    daysAgo: 51,
    place: '地下车库 B 区入口',
    category: 'public-area',
    words: '车库道闸抬杆不到位',
    repairer: LI,
    end: 'silent',
    note: '更换道闸平衡弹簧。',
  },
  {
    daysAgo: 43,
    category: 'water',
    words: '阳台雨水管接口渗水',
    byPhone: true,
    repairer: LIU,
    end: 'silent',
    note: '接口重新打胶，雨天复查。',
  },
  {
    daysAgo: 36,
    place: '中心花园儿童滑梯',
    category: 'public-area',
    words: '滑梯扶手螺丝松动',
    repairer: MA,
    end: 'silent',
    note: '全部螺丝紧固并加防松垫。',
  },
  {
    daysAgo: 28,
    place: '5栋2单元 6 楼楼道',
    category: 'public-area',
    words: '声控灯不亮，晚上很黑',
    drawing: 'lamp',
    repairer: LI,
    end: 'silent',
    note: '更换声控灯一盏。',
  },
  {
    daysAgo: 17,
    place: '6栋1单元大堂',
    category: 'door-lock',
    words: '单元门闭门器漏油，门关不严',
    repairer: MA,
    end: 'silent',
    doneAfterHours: 51,
    note: '闭门器缺货，到货后更换。',
  },
  {
    daysAgo: 9,
    category: 'power',
    words: '电表箱门锁坏了',
    byPhone: true,
    repairer: LI,
    end: 'silent',
    note: '更换表箱锁。',
  },
]

const VOID: Story[] = [
  {
    daysAgo: 45,
    category: 'appliance',
    words: '电视没有信号',
    repairer: LI,
    end: 'void',
    note: '属运营商线路，已请业主联系运营商处理',
  },
  {
    daysAgo: 26,
    category: 'water',
    words: '厨房水龙头滴水（重复报修）',
    repairer: LIU,
    end: 'void',
    note: '与前一单重复',
  },
  {
    daysAgo: 7,
    category: 'other',
    words: '想咨询装修押金怎么退',
    byPhone: true,
    repairer: MA,
    end: 'void',
    note: '咨询事项，已电话答复',
  },
]

/** Under way as the demo begins. */
const OPEN: Story[] = [
  {
    daysAgo: 3,
    category: 'water',
    words: '次卧外墙渗水，墙皮起泡发霉',
    drawing: 'damp',
    repairer: LIU,
    end: 'working',
  },
  {
    daysAgo: 2,
    category: 'door-lock',
    words: '入户门密封条脱落，关门漏风',
    repairer: MA,
    end: 'done',
    doneAfterHours: 5,
    note: '更换密封条。',
  },
  {
    daysAgo: 2,
    category: 'power',
    words: '走廊筒灯不亮，已经坏了三盏',
    repairer: LI,
    end: 'done',
    doneAfterHours: 4,
    note: '更换筒灯三盏。',
  },
  {
    daysAgo: 1,
    room: WANG_XIAOMING,
    category: 'water',
    words: '厨房水龙头滴水，拧紧也没用',
    drawing: 'tap',
    repairer: LI,
    end: 'done',
    doneAfterHours: 6,
    note: '更换陶瓷阀芯，试水半小时不滴。',
  },
  {
    daysAgo: 1,
    place: '2栋2单元电梯',
    category: 'lift',
    words: '电梯轿厢照明时亮时灭',
    repairer: LIU,
    end: 'working',
  },
  { hoursAgo: 5, category: 'appliance', words: '门口可视对讲按键失灵', repairer: LI, end: 'working' },
  {
    hoursAgo: 3.2,
    category: 'water',
    words: '卫生间角阀漏水，已经关了总阀',
    urgent: true,
    drawing: 'tap',
    repairer: LIU,
    end: 'working',
  },
  {
    hoursAgo: 2.4,
    room: LI_XIUYING,
    category: 'power',
    words: '主卧空调插座打火花，不敢用了',
    repairer: LI,
    end: 'working',
  },
  { hoursAgo: 1.6, category: 'door-lock', words: '厨房推拉门掉轨', byPhone: true, repairer: MA, end: 'assigned' },
  {
    hoursAgo: 1.1,
    place: '4栋1单元 3 楼楼道',
    category: 'public-area',
    words: '楼道灯不亮，老人上下楼不方便',
    drawing: 'lamp',
    repairer: LI,
    end: 'reported',
  },
  { hoursAgo: 0.35, category: 'water', words: '洗菜盆下水管脱落，柜子进水', repairer: LI, end: 'assigned' },
  { hoursAgo: 0.25, category: 'other', words: '阳台栏杆玻璃有裂纹，请尽快来看', repairer: MA, end: 'reported' },
  { hoursAgo: 0.1, category: 'power', words: '客厅射灯一开就跳闸', repairer: LI, end: 'reported' },
]

export const GARDEN_STORIES: Story[] = [...RATED_STORIES, ...SILENT, ...VOID, ...OPEN]
