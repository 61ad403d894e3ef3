/** The page behind a receipt's QR code: one HTML document without a script, for any phone. Pure. */
import { civilTimeOf } from '../../platform/clock.ts'
import { maskName } from '../../platform/mask-name.ts'
import { formatMoney } from '../../platform/money.ts'

export interface VerifiedReceipt {
  number: string
  companyName: string
  communityName: string
  payerName: string
  amountFen: bigint
  issuedAt: Date
  voidedAt: Date | null
  replacedBy: string | null
}

/** The whole page; null: no such receipt. What it shows of the payer is masked. */
export function verifyPage(receipt: VerifiedReceipt | null, checkedAt: Date): string {
  const state = receipt === null ? 'unknown' : receipt.voidedAt === null ? 'valid' : 'void'
  const heading = { unknown: '查无此收据', valid: '收据有效', void: '收据已作废' }[state]
  const english = { unknown: 'No such receipt', valid: 'This receipt is valid', void: 'This receipt is void' }[state]
  const facts =
    receipt === null
      ? UNKNOWN
      : `<dl>${factsOf(receipt)
          .map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`)
          .join('')}</dl>`
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${heading} · 收据验真</title><link rel="stylesheet" href="/verify.css"></head>
<body><main data-state="${state}"><p class="mark" aria-hidden="true">${state === 'valid' ? '✓' : state === 'void' ? '✕' : '?'}</p>
<h1>${heading}</h1><p class="en" lang="en">${english}</p>${facts}
<p class="note">请与纸质收据上的编号、金额逐项核对；任何一项不同，都不是原件。<br>查询时间 ${civilTimeOf(checkedAt)}</p></main></body></html>`
}

const UNKNOWN = '<p class="note">地址不完整，或这张收据不是由本系统开出。请向物业服务中心核实。</p>'

function factsOf(receipt: VerifiedReceipt): [name: string, value: string][] {
  const facts: [string, string][] = [
    ['收据编号', receipt.number],
    ['金额', formatMoney(receipt.amountFen)],
    ['交款人', maskName(receipt.payerName)],
    ['开具时间', civilTimeOf(receipt.issuedAt)],
    ['收款单位', receipt.companyName],
    ['项目', receipt.communityName],
  ]
  if (receipt.voidedAt) facts.push(['作废时间', civilTimeOf(receipt.voidedAt)])
  if (receipt.replacedBy) facts.push(['已换开为', receipt.replacedBy])
  return facts
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)
}

export const VERIFY_CSS = `*{box-sizing:border-box}body{margin:0;min-height:100vh;background:#f5f6f8;color:#1d2129;
font:16px/1.6 system-ui,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;display:grid;place-items:start center;padding:24px 16px}
main{width:100%;max-width:420px;background:#fff;border:1px solid #e5e6eb;border-radius:12px;padding:28px 24px;text-align:center}
.mark{width:56px;height:56px;line-height:56px;margin:0 auto 12px;border-radius:50%;font-size:28px;font-weight:600;color:#fff;background:#4e5969}
[data-state=valid] .mark{background:#0a7a3d}[data-state=void] .mark{background:#c4161c}
h1{margin:0;font-size:22px;line-height:30px}[data-state=valid] h1{color:#0a7a3d}[data-state=void] h1{color:#c4161c}
.en{margin:2px 0 20px;color:#4e5969;font-size:14px}dl{margin:0;text-align:left}dl div{display:flex;gap:16px;padding:10px 0;border-top:1px solid #e5e6eb}
dt{flex:0 0 84px;color:#4e5969}dd{margin:0;flex:1;text-align:right;font-weight:600;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
[data-state=void] dd{text-decoration:line-through;text-decoration-thickness:1px}[data-state=void] dl div:nth-child(n+7) dd{text-decoration:none}
.note{margin:20px 0 0;color:#4e5969;font-size:14px;text-align:left}`
