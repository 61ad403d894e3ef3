import { parseArgs } from 'node:util'
import { startGateway } from './start-gateway.ts'

/**
 * `ANJU_GATEWAY_KEY=anju_gw_… npm run simulate:gateway -- --meters W-1-101=128.4,W-1-102`: a gateway whose meters are read every so many
 * seconds, until Ctrl-C. The key is shown by the console where the gateway is registered; what follows a meter's = is what it shows now.
 * The key comes from the environment, because npm prints the words of a command; `--key` is for a gateway beside another.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8080/api/v1/devices/inbox' },
    key: { type: 'string' },
    meters: { type: 'string' },
    every: { type: 'string', default: '10' },
    serial: { type: 'string', default: 'SIM' },
    journal: { type: 'string' },
  },
})
const key = values.key ?? process.env.ANJU_GATEWAY_KEY
/** What each meter shows, in hundredths. */
const registers = new Map(
  (values.meters ?? '').split(',').map(text => {
    const [code = '', shows = '0'] = text.split('=')
    return [code.trim(), Math.round(Number(shows) * 100)]
  }),
)
const seconds = Number(values.every)
const wrong = !key
  ? 'Say whose key: ANJU_GATEWAY_KEY=anju_gw_… in the environment.'
  : [...registers].some(([code, shows]) => code === '' || !Number.isSafeInteger(shows))
    ? 'Say which meters, and what they show: --meters CODE=VALUE,CODE=VALUE'
    : seconds >= 1
      ? null
      : '--every is seconds, 1 or more.'
if (!key || wrong) {
  console.error(wrong)
  process.exit(1)
}

const WORDS: Record<string, string> = {
  null: 'no answer, kept for later',
  401: 'the key opens nothing, kept for later',
  429: 'too fast, kept for later',
}
const gateway = startGateway({
  ...{ url: values.url, key, serial: values.serial, journalFile: values.journal, longestMs: 10_000 },
  say: ({ numbers, answer }) => {
    if (answer === undefined) return
    const words = answer === 200 ? 'acknowledged' : (WORDS[String(answer)] ?? `answered ${answer}`)
    console.log(`${numbers[0]}${numbers.length > 1 ? ` … ${numbers.at(-1)}` : ''}: ${words}`)
  },
})
const tell = () => {
  const at = new Date()
  const readOn = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  for (const [meterCode, shows] of registers) {
    const next = shows + Math.floor(Math.random() * 40)
    registers.set(meterCode, next)
    gateway.note('meter.reading', at, { meterCode, readOn, value: (next / 100).toFixed(2) })
  }
}
tell()
const timer = setInterval(tell, seconds * 1000)
process.once('SIGINT', () => {
  clearInterval(timer)
  void gateway.stop().then(() => process.exit(0))
})
