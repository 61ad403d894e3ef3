import type { metering as contract, RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Door, FileAnswer } from '../../platform/module.ts'
import type { PdfContent, PdfDefinition } from '../../platform/pdf/pdf-definition.ts'
import { renderPdf } from '../../platform/pdf/render-pdf.ts'
import { type RoundRow, readRound } from './round-view.ts'
import { listRoundStops, type RoundStop } from './stop-view.ts'

const KIND_WORDS: Record<RoundRow['kind'], string> = {
  ...{ 'water-cold': '冷水', 'water-hot': '热水', 'water-reclaimed': '中水' },
  ...{ electricity: '电', gas: '燃气', heat: '热力' },
}

/** Stops printed at most: more than one reader walks in a day. */
const PRINTED_MOST = 2000
const PAGE = 200

/** The paper list of a round, or of one reader: previous readings, and boxes to write in. Errors: platform.not_found. */
export async function printRound(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.printRound>,
): Promise<FileAnswer> {
  const { round, stops } = await door.run(
    actor,
    async tx => {
      const found: RoundStop[] = []
      let cursor: string | undefined
      do {
        const page = await listRoundStops(tx, actor, { ...input, cursor, limit: PAGE })
        found.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor && found.length < PRINTED_MOST)
      return { round: await readRound(tx, actor, input), stops: found }
    },
    { readOnly: true },
  )
  const name = `抄表单 ${round.communityName} ${KIND_WORDS[round.kind]} ${round.month}`
  return {
    name: `${name}.pdf`,
    mediaType: 'application/pdf',
    body: await renderPdf(sheetOf(name, round, stops)),
    inline: true,
  }
}

function sheetOf(title: string, round: RoundRow, stops: readonly RoundStop[]): PdfDefinition {
  const head = ['序号', '表号', '房产 / 位置', '倍率', '上次日期', '上次读数', '本次读数', '备注']
  const readers = [...new Set(stops.flatMap(stop => stop.readerName ?? []))].join('、')
  return {
    pageSize: 'A4',
    pageMargins: [32, 36, 32, 40],
    info: { title, creationDate: now() },
    language: 'zh-CN',
    defaultStyle: { fontSize: 9 },
    content: [
      { text: title, fontSize: 14, bold: true, margin: [0, 0, 0, 4] },
      {
        text: `计划日期 ${round.plannedOn}　共 ${stops.length} 块表　抄表员 ${readers || '＿＿＿＿＿＿'}　抄表日期 ＿＿＿＿＿＿＿＿`,
        margin: [0, 0, 0, 8],
      },
      {
        layout: 'form-tight',
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [26, 78, '*', 30, 56, 56, 74, 74],
          heights: 20,
          body: [head.map((text): PdfContent => ({ text, bold: true })), ...stops.map(rowOf)],
        },
      },
    ],
    footer: { text: '{page} / {pages}', alignment: 'center', fontSize: 8, margin: [0, 12, 0, 0] },
  }
}

function rowOf(stop: RoundStop): PdfContent[] {
  const where = [stop.premisesLabel, stop.meterPlace].filter(Boolean).join(' · ')
  const right = (text: string): PdfContent => ({ text, alignment: 'right' })
  return [
    ...[String(stop.place), stop.meterCode, where || stop.meterName, stop.multiplier, stop.previousOn],
    ...[right(stop.previousValue), right(stop.reading?.value ?? ''), stop.skipped ?? ''],
  ]
}
