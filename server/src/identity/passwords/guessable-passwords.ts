/**
 * What people choose most (from published lists of leaked passwords, and their Chinese counterparts). Compared without case, digits
 * at the ends and signs, so that `Password2026!` is `password`.
 */
const WORDS = `password passwort passw0rd p@ssw0rd pass admin administrator root qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcvbn
zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc abc abcd abcde abcdef abcdefg abcabc iloveyou love welcome letmein login master monkey dragon
football baseball superman batman sunshine princess shadow michael jordan trustno hello secret changeme default guest user test tester
testing temp temporary demo system server manager office company computer internet windows microsoft google apple samsung huawei xiaomi
weixin wechat alipay zhifubao taobao baidu tencent qq woaini woaiwo woaijia aini wuye wuyeguanli anju wangluo mima mimamima zhongguo china
beijing shanghai guangzhou shenzhen xiaoqu guanjia caiwu shoufei baoan yezhu gongsi fangchan woxihuanni caonima nihao xiaoming zhangwei
wangwei liwei asd qwe zxc aaa bbb xxx abcd1234 a1b2c3 a1b2c3d4 q1w2e3 q1w2e3r4 q1w2e3r4t5 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc
zaq12wsx qaz123wsx`

const COMMON: ReadonlySet<string> = new Set(WORDS.split(/\s+/))
const RUNS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm']

/** Whether a password is among the first that a guesser tries: a common word with digits around it, a run of keys, a date alone. */
export function isCommon(password: string): boolean {
  const plain = password.toLowerCase()
  const letters = plain.replace(/[^\p{L}\p{N}@]/gu, '')
  const word = letters.replace(/^\d+|\d+$/g, '')
  if (COMMON.has(letters) || COMMON.has(word) || COMMON.has(word.replaceAll('@', 'a').replaceAll('0', 'o'))) return true
  return isRun(letters) || /^\d+$/.test(letters)
}

/** Made of few different signs, or a piece of a keyboard row or of the alphabet, forwards or backwards, perhaps doubled. */
function isRun(text: string): boolean {
  if (new Set(text).size < 5) return true
  const reversed = [...text].reverse().join('')
  return RUNS.some(run => run.includes(text) || run.includes(reversed))
}
