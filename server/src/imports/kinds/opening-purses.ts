import type { ControlledRow } from '../control/control-total.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import { parseSomeMoney } from '../workbook/parse-money.ts'
import { parseLine } from '../workbook/parse-words.ts'
import { accept, type Parse, tidyText } from '../workbook/parsed.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { type OpeningGround, parseItemName, refuseTwice } from './opening-ground.ts'
import { ANY_PLACE_FIELDS, readPlace } from './place-ref.ts'

/** Money that a household prepaid in the former system. */
export type OpeningPurseProposal = SourceRow & {
  place: string
  /** What it is kept for; null: anything. */
  itemName: string | null
  amountFen: bigint
  /** 户主 as the file has it: the money is theirs where they are somebody of the home. */
  holderName: string | null
}

export const OPENING_PURSES: KindDefinition = {
  kind: 'opening-purses',
  label: { 'zh-CN': '期初预存', en: 'Opening prepaid' },
  fields: [
    ...ANY_PLACE_FIELDS,
    field('balance', '预存余额', 'Balance', {
      required: true,
      headings: ['余额', '预收余额', '预缴余额', '预存金额', '预收金额', '账户余额'],
    }),
    field('itemName', '专款项目', 'Kept for', { headings: ['预存项目', '预收项目', '收费项目', '项目', '账户类型'] }),
    field('holder', '户主', 'Holder', { headings: ['业主', '业主名称', '业主姓名', '客户名称'] }),
    field('remark', '备注', 'Remark', { headings: ['说明'] }),
  ],
}

const GENERAL = ['通用', '通用预存', '不限', '全部', '现金账户', 'general']

/** An item, or null for money that pays anything. */
const parseKeptFor: Parse<string | null> = text =>
  GENERAL.includes(tidyText(text).toLowerCase()) ? accept(null) : parseItemName(text)

export const purseKey = ({ place, itemName }: Pick<OpeningPurseProposal, 'place' | 'itemName'>) =>
  `${place}\n${itemName ?? ''}`

function readPurse(row: RowReader, ground: OpeningGround, seen: Map<string, number>): OpeningPurseProposal | null {
  const place = readPlace(row, ground.places)
  const itemName = row.optional('itemName', parseKeptFor)
  const holderName = row.optional('holder', parseLine(100))
  const amountFen = row.required('balance', parseSomeMoney)
  if (place === null || amountFen === null || row.failed()) return null
  refuseTwice(row, purseKey({ place, itemName }), ground.purses, seen)
  return { sheet: row.sheet, row: row.row, place, itemName, amountFen, holderName }
}

export async function planPurses(sheets: readonly StagedSheet[], problems: PlanNotes, ground: OpeningGround) {
  const seen = new Map<string, number>()
  const { proposals, count } = await planRows(sheets, OPENING_PURSES, problems, row => readPurse(row, ground, seen))
  return { purses: proposals, count }
}

/** How the control sheet counts prepaid money: by what it is kept for; it has no year. */
export function controlledPurse({ itemName, amountFen }: OpeningPurseProposal): ControlledRow {
  return { part: 'purses', itemName: itemName ?? '', year: 0, amountFen }
}
