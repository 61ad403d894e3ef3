/** What the demo's communities did with money of others, told backwards from now; `spend-funds.ts` brings it about. */
export interface FundStory {
  monthsAgo: number
  kind: 'public' | 'fund'
  deed: 'spend' | 'income' | 'opening'
  amountFen: bigint
  purpose: string
  party: string
  reference?: string
  /** Number of the resolution it rests on. */
  resolution?: string
  /** Of the maintenance fund: the codes of the buildings that share it; else the whole community. */
  buildings?: readonly string[]
  /** Inside of income. */
  taxPercent?: string
  /** It waits for somebody; or was rejected, or taken back afterwards. */
  end?: 'waiting' | 'rejected' | 'taken-back'
}

export interface ResolutionStory {
  monthsAgo: number
  kind: 'public' | 'fund'
  body: 'assembly' | 'committee'
  number: string
  subject: string
  limitFen: bigint | null
  votes?: {
    heads: number
    areaM2: string
    headsPart: number
    areaPartM2: string
    headsFor: number
    areaForM2: string
  } | null
}

export interface FundPlan {
  resolutions: readonly ResolutionStory[]
  stories: readonly FundStory[]
  /** Kept of public revenue at most; by which resolution. */
  managed: { percent: string; resolution: string } | null
  /** Rented out each quarter: adverts. */
  adverts: { amountFen: bigint; party: string } | null
  /** What the city asks homes to deposit first into the maintenance fund. */
  depositYuanPerM2: string | null
  /** Whom what is collected for others goes to. */
  principal: string | null
}

const LIFT_ADS = '深圳市南山区新视界传媒有限公司'

const GARDEN: FundPlan = {
  resolutions: [
    {
      ...{ monthsAgo: 24, kind: 'public', body: 'assembly', number: '安居花园业大决 2 号' },
      ...{ subject: '公共收益使用办法：七成用于小区，三成作为物业企业合理成本', limitFen: null },
    },
    {
      ...{ monthsAgo: 6, kind: 'public', body: 'committee', number: '安居花园业委会决 7 号' },
      ...{ subject: '儿童游乐区更新', limitFen: 4_200_000n },
    },
    {
      ...{ monthsAgo: 15, kind: 'fund', body: 'assembly', number: '安居花园业大决 3 号' },
      ...{ subject: '1、2 栋电梯曳引机大修', limitFen: 18_600_000n },
      votes: {
        ...{ heads: 176, areaM2: '18420.50', headsPart: 139, areaPartM2: '14688.20' },
        ...{ headsFor: 118, areaForM2: '12540.60' },
      },
    },
  ],
  stories: [
    { monthsAgo: 24, kind: 'fund', deed: 'opening', amountFen: 128_640_000n, purpose: '专户余额转入', party: '' },
    {
      ...{ monthsAgo: 18, kind: 'public', deed: 'spend', amountFen: 680_000n, purpose: '中心花园补种绿植' },
      ...{ party: '深圳市绿源园林有限公司', reference: '26332000000118', resolution: '安居花园业大决 2 号' },
    },
    {
      ...{ monthsAgo: 13, kind: 'fund', deed: 'spend', amountFen: 9_300_000n, purpose: '电梯曳引机大修首付款' },
      buildings: ['1', '2'],
      ...{ party: '广东恒升电梯工程有限公司', reference: '26442000003307', resolution: '安居花园业大决 3 号' },
    },
    {
      ...{ monthsAgo: 10, kind: 'fund', deed: 'spend', amountFen: 7_950_000n, purpose: '电梯曳引机大修尾款' },
      buildings: ['1', '2'],
      ...{ party: '广东恒升电梯工程有限公司', reference: '26442000004192', resolution: '安居花园业大决 3 号' },
    },
    {
      ...{ monthsAgo: 9, kind: 'public', deed: 'spend', amountFen: 1_260_000n, purpose: '单元门禁读卡器更换' },
      ...{ party: '深圳市安盾智能科技有限公司', reference: '26332000000764', resolution: '安居花园业大决 2 号' },
    },
    {
      ...{ monthsAgo: 8, kind: 'public', deed: 'spend', amountFen: 240_000n, purpose: '重阳节敬老活动（重复付款）' },
      ...{ party: '深圳市悦邻社区服务中心', resolution: '安居花园业大决 2 号', end: 'taken-back' },
    },
    {
      ...{ monthsAgo: 4, kind: 'public', deed: 'spend', amountFen: 2_890_000n, purpose: '儿童游乐区地垫和滑梯' },
      ...{ party: '佛山市童趣游乐设备有限公司', reference: '26332000001455', resolution: '安居花园业委会决 7 号' },
    },
    {
      ...{
        monthsAgo: 1,
        kind: 'public',
        deed: 'spend',
        amountFen: 860_000n,
        purpose: '地下车库划线',
        party: '路安标线工程队',
      },
      ...{ resolution: '安居花园业大决 2 号', end: 'rejected' },
    },
    {
      ...{ monthsAgo: 0, kind: 'public', deed: 'spend', amountFen: 598_000n, purpose: '儿童游乐区遮阳棚' },
      ...{ party: '佛山市童趣游乐设备有限公司', reference: '26332000002016', resolution: '安居花园业委会决 7 号' },
      end: 'waiting',
    },
  ],
  managed: { percent: '30', resolution: '安居花园业大决 2 号' },
  adverts: { amountFen: 1_590_000n, party: LIFT_ADS },
  depositYuanPerM2: '120',
  principal: null,
}

/** After the lift of house 1 was paid its homes are below 30 % of their first deposit and top up; those of house 2 are not. */
const COURTYARD: FundPlan = {
  resolutions: [
    {
      ...{ monthsAgo: 22, kind: 'public', body: 'committee', number: '和园业委会决 1 号' },
      ...{ subject: '公共车位收入用于小区绿化和安防', limitFen: null },
    },
    {
      ...{ monthsAgo: 11, kind: 'fund', body: 'assembly', number: '和园业大决 2 号' },
      ...{ subject: '1 栋电梯曳引轮更换', limitFen: 2_150_000n },
      votes: {
        ...{ heads: 24, areaM2: '2254.20', headsPart: 19, areaPartM2: '1784.65' },
        ...{ headsFor: 17, areaForM2: '1596.80' },
      },
    },
  ],
  stories: [
    { monthsAgo: 23, kind: 'fund', deed: 'opening', amountFen: 7_800_000n, purpose: '专户余额转入', party: '' },
    {
      ...{ monthsAgo: 9, kind: 'fund', deed: 'spend', amountFen: 2_150_000n, purpose: '1 栋电梯曳引轮更换' },
      ...{ party: '广东恒升电梯工程有限公司', reference: '26442000004407', resolution: '和园业大决 2 号' },
      buildings: ['1'],
    },
    {
      ...{ monthsAgo: 14, kind: 'public', deed: 'spend', amountFen: 520_000n, purpose: '出入口道闸维修' },
      ...{ party: '深圳市安盾智能科技有限公司', reference: '26332000000402', resolution: '和园业委会决 1 号' },
    },
    {
      ...{ monthsAgo: 5, kind: 'public', deed: 'spend', amountFen: 1_180_000n, purpose: '监控硬盘录像机更换' },
      ...{ party: '深圳市安盾智能科技有限公司', reference: '26332000001288', resolution: '和园业委会决 1 号' },
    },
  ],
  managed: null,
  adverts: null,
  depositYuanPerM2: '95',
  principal: '深圳市南山区城市管理和综合执法局',
}

/** By the code of the community. */
export const FUND_PLANS: Record<string, FundPlan> = { AJHY: GARDEN, HY: COURTYARD }
