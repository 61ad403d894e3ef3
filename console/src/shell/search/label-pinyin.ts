/**
 * How the characters that stand on our pages are read: `cai采彩菜`. A whole dictionary would weigh more than the page; a character
 * that is not here is passed over.
 */
const READINGS = [
  'an按安 ao澳 ba把 bai败 ban班板办般半 bao保包报 bei备被 ben本 bi闭必笔 bian编变边 biao表标 bie别 bing并 bo簿 bu部不布补步 cai才 cang藏舱',
  'cao操草 ce侧 ceng层 cha查 chan产 chang常长场 chao超抄 che车撤 cheng成程称承城 chi持 chong冲充 chu初除出处 chuan传 ci次此 cong从',
  'cui催 cun存 cuo错 da打大 dai待代 dan单 dang当档 dao到导 de的 deng登等 di地第 dian电点 ding定 diu丢 dong动栋东 dou都 du度读',
  'duan端断段 dui对 duo多 e额 fa法发 fan范返 fang放房方防访 fei费废 fen分份 fou否 fu符复负付服 gai改该 gang港岗 gao告稿 ge个格各 gei给',
  'geng更 gong工公功共 gu固 gua挂 guan管关馆 guo国过果 hai还 han含 hao号好耗 he和何核合 hou后候 hu户沪 hua话化 huan换环 huang黄 hui会恢回',
  'huo或活 ji己即记计机急级积继几基绩 jia家价加驾假 jian建间件检监 jiang将 jiao角交缴较 jie解结接洁 jin近紧进金今禁 jing经京境警径 jiu就 ju具据拒 juan卷',
  'jue绝 ka卡 kai开 kan看 kao考 ke可客 kong空控 kou口 kuai快 kuan款宽 lai来 lan览栏 lei类 li理立里例离厘历 lian联连 liang量两辆',
  'liao了料 lie列 lin临邻 ling另零领 liu留 lou楼 lu录 lun论 luo络 lv绿率 ma码马 man满 me么 mei没每 men门 mi密米 mian面 miao描秒',
  'ming名明 mo默模 mu母目 na哪 nei内 neng能 nian年 nin您 pai排派牌 pei配培 pi批 pian片 piao票 pin拼 ping评凭 pu铺普 qi启其期起器弃',
  'qian前欠签 qin勤 qing请清 qiu求 qu区取去 quan权全 que确缺 ran然 ren人认任 reng仍 ri日 rong容 ru入如 san三 se色 shai筛 shan删',
  'shang上商 shao少稍 she设社 shen什审申 sheng生剩 shi始试示是使失式时实驶 shou手收受首售 shu输数束述属书 shua刷 shui谁水 shuo说 si司四私',
  'song松 sou搜 su诉 suan算 suo锁所索 ta他它 tai态台 tao套 ti梯提体题替 tian填天添 tiao条 ting停 tong统通同 tou头投 tu图途 tui退 tuo拖',
  'wai外 wan完晚 wang王网 wei为位围未维尾 wen问文 wo我 wu误无物务屋 xi系析息细 xia下 xian限显现先闲 xiang项响相 xiao小消校效销 xie些写 xin新信心',
  'xing姓醒行型性 xiu修 xu需续须许 xuan选 xue学 xun巡训 ya押 yan验沿演颜 yang样养 yao要 ye业也页 yi以一已移意仪义 yin因音银印隐 ying影应 yong用',
  'you有由 yu与域于逾预余 yuan员原源元 yue月约粤 zai在再载 zan暂 zao早 ze择责则 zen怎 zeng增 zhai宅 zhan展 zhang账张 zhao找照 zhe这着者',
  'zheng正整证 zhi志只至制址知置值之止质纸织 zhong重中钟种 zhou周 zhu主住注筑 zhuan转 zhuang状桩 zhun准 zi自字资子 zu足租组 zui最 zuo做作左昨',
]

let syllables: Map<string, string> | undefined

function readings(): Map<string, string> {
  syllables ??= new Map(
    READINGS.flatMap(row => row.split(' ')).flatMap(entry => {
      const syllable = /^[a-z]+/.exec(entry)?.[0] ?? ''
      return [...entry.slice(syllable.length)].map((character): [string, string] => [character, syllable])
    }),
  )
  return syllables
}

/** Whether a name can be typed as that: its pinyin from any character on (`cheliang`), or the first letters (`clsq`). */
export function soundsLike(name: string, typed: string): boolean {
  const wanted = typed.toLowerCase().replace(/\s/g, '')
  if (!/^[a-z]+$/.test(wanted)) return false
  const sounds = [...name].flatMap(character => readings().get(character) ?? [])
  return sounds.some((_, from) => {
    const rest = sounds.slice(from)
    return (
      rest.join('').startsWith(wanted) ||
      rest
        .map(sound => sound[0])
        .join('')
        .startsWith(wanted)
    )
  })
}
