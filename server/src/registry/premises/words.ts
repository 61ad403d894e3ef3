import type { State } from './state.ts'

export type Use = 'residential' | 'shop' | 'office' | 'dormitory' | 'parking' | 'storage' | 'public'
export type Ownership = 'commodity' | 'reformed' | 'affordable' | 'resettled' | 'public-rent' | 'self-held' | 'other'
export type Orientation = 'S' | 'SE' | 'E' | 'NE' | 'N' | 'NW' | 'W' | 'SW' | 'NS' | 'EW'

/** The words of GLOSSARY.md, for files that people read. */
export const USE_WORDS: Record<Use, string> = {
  residential: '住宅',
  shop: '商铺',
  office: '办公',
  dormitory: '宿舍',
  parking: '车位',
  storage: '储藏间',
  public: '公共',
}

export const STATE_WORDS: Record<State, string> = {
  unsold: '未售',
  sold: '已售未交',
  'handed-over': '已交付',
  vacant: '空置',
  occupied: '自住',
  let: '出租',
  decorating: '装修中',
}

export const OWNERSHIP_WORDS: Record<Ownership, string> = {
  commodity: '商品房',
  reformed: '房改房',
  affordable: '经济适用房',
  resettled: '安置房',
  'public-rent': '公租房',
  'self-held': '自持',
  other: '其他',
}

export const ORIENTATION_WORDS: Record<Orientation, string> = {
  S: '南',
  SE: '东南',
  E: '东',
  NE: '东北',
  N: '北',
  NW: '西北',
  W: '西',
  SW: '西南',
  NS: '南北',
  EW: '东西',
}
