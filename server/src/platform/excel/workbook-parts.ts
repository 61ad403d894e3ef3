import { posix } from 'node:path'
import type { OfficePackage } from './open-package.ts'
import { isDateFormat } from './serial-date.ts'
import { unescapeExcelText, walkXml } from './walk-xml.ts'
import { workbookFault } from './workbook-fault.ts'

export type SheetPart = { name: string; path: string; hidden: boolean }

export type WorkbookParts = {
  sheets: SheetPart[]
  /** Old Macintosh workbooks count days from 1904. */
  date1904: boolean
  sharedStrings: string[]
  /** Per cell style: whether it shows a number as a date. */
  dateStyles: boolean[]
  stylesPath: string | null
}

type Relation = { type: string; path: string }

/** The relations of a part by id; `type` is the last word of the relation's address. */
async function readRelations(file: OfficePackage, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part)
  const path = posix.join(folder, '_rels', `${posix.basename(part)}.rels`).replace(/^\.\//, '')
  const relations = new Map<string, Relation>()
  if (!file.has(path)) return relations
  await walkXml(path, file.chunks(path), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder === '.' ? '' : folder, Target)
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), path: target })
    },
  })
  return relations
}

function pathOfType(relations: Map<string, Relation>, type: string): string | null {
  return [...relations.values()].find(relation => relation.type === type)?.path ?? null
}

/** Shared strings in order. Readings of characters (`rPh`, over Japanese text) are not part of the text. */
async function readSharedStrings(file: OfficePackage, path: string): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let inText = false
  let inReading = false
  await walkXml(path, file.chunks(path), {
    open: name => {
      if (name === 'si') text = ''
      if (name === 'rPh') inReading = true
      inText = name === 't' && !inReading
    },
    text: piece => {
      if (inText) text += piece
    },
    close: name => {
      inText = false
      if (name === 'rPh') inReading = false
      if (name === 'si') strings.push(unescapeExcelText(text))
    },
  })
  return strings
}

async function readDateStyles(file: OfficePackage, path: string): Promise<boolean[]> {
  const codes = new Map<number, string>()
  const styles: boolean[] = []
  let inCellStyles = false
  await walkXml(path, file.chunks(path), {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'cellXfs') inCellStyles = true
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '')
      if (name === 'xf' && inCellStyles) styles.push(isDateFormat(Number(numFmtId), codes.get(Number(numFmtId))))
    },
    close: name => {
      if (name === 'cellXfs') inCellStyles = false
    },
  })
  return styles
}

/** What every sheet of a workbook needs: where the sheets are, the shared texts, which styles mean dates. */
export async function readWorkbookParts(file: OfficePackage): Promise<WorkbookParts> {
  const workbookPath = pathOfType(await readRelations(file, ''), 'officeDocument') ?? 'xl/workbook.xml'
  if (!file.has(workbookPath)) throw workbookFault('excel.not_a_workbook')
  const relations = await readRelations(file, workbookPath)
  const sheets: SheetPart[] = []
  let date1904 = false
  await walkXml(workbookPath, file.chunks(workbookPath), {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const id = Object.keys(attributes).find(key => key.endsWith(':id'))
      const relation = id === undefined ? undefined : relations.get(attributes[id] ?? '')
      // Chart sheets and macro sheets hold no rows.
      if (relation?.type !== 'worksheet') return
      sheets.push({
        name: attributes.name ?? '',
        path: relation.path,
        hidden: attributes.state !== undefined && attributes.state !== 'visible',
      })
    },
  })
  const stringsPath = pathOfType(relations, 'sharedStrings')
  const stylesPath = pathOfType(relations, 'styles')
  return {
    sheets,
    date1904,
    sharedStrings: stringsPath && file.has(stringsPath) ? await readSharedStrings(file, stringsPath) : [],
    dateStyles: stylesPath && file.has(stylesPath) ? await readDateStyles(file, stylesPath) : [],
    stylesPath: stylesPath && file.has(stylesPath) ? stylesPath : null,
  }
}
