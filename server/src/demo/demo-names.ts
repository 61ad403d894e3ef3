import { chanceOf } from './chance.ts'

export interface DemoPerson {
  name: string
  sex: 'male' | 'female'
  phone: string
}

const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟',
  ...'汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文',
]

const GIVEN = {
  male: (
    '建国 伟 强 磊 军 勇 杰 涛 明 超 志强 建华 文博 浩然 俊杰 子轩 宇航 国庆 海波 晓东 立新 永刚 振华 家豪 世杰 鹏飞 少华 德明 学文 ' +
    '剑锋 思远 一鸣 志远 鸿飞 天佑 卫东 光明 耀辉 启明 嘉伟 景行 书恒 亚楠 春生 福来 国栋 凯 斌 辉 宁 波 毅 昊 锐'
  ).split(' '),
  female: (
    '芳 娜 敏 静 丽 艳 娟 霞 秀兰 桂英 玉梅 雪梅 淑华 婷婷 晓燕 雨欣 佳怡 思琪 梦洁 丽华 春梅 海燕 文静 慧敏 丹丹 红 ' +
    '美玲 晓琳 若曦 诗涵 欣妍 月华 爱萍 惠兰 玉洁 佩珊 晓彤 嘉欣 倩 颖 琳 洁 莹 雯 蓉 梅 云 岚 瑶 萍'
  ).split(' '),
}

/** Names of the sign-in pages, which nobody else in the demo bears. */
const TAKEN = ['王小明', '李秀英', '赵敏', '周雨桐', '何文斌']

/** People who do not exist, each with another name and a phone of an invented range: `phones` and a running number. */
export function inventPeople(key: string, phones: string): (surname?: string) => DemoPerson {
  const names = new Set(TAKEN)
  let count = 0
  return surname => {
    count += 1
    const chance = chanceOf(key, 'person', count)
    const sex = chance.pick(['male', 'female'] as const)
    let name = ''
    while (name === '' || names.has(name)) name = (surname ?? chance.pick(SURNAMES)) + chance.pick(GIVEN[sex])
    names.add(name)
    return { name, sex, phone: phones + String(count).padStart(11 - phones.length, '0') }
  }
}
