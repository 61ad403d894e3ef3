import { SaxParser } from '@cj-tech-master/excelts/xml'
import { workbookFault } from './workbook-fault.ts'

/** Names come without their namespace prefix: some producers write `<x:row>`, Excel writes `<row>`. */
export type XmlHandlers = {
  open?: (name: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

export type XmlWalker = { write: (chunk: string) => void; end: () => void }

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** A parser to feed with pieces of a part. XML that is not well formed throws the fault `excel.damaged`. */
export function xmlWalker(part: string, handlers: XmlHandlers): XmlWalker {
  const parser = new SaxParser({ position: false, invalidCharHandling: 'replace' })
  if (handlers.open) parser.on('opentag', tag => handlers.open?.(localName(tag.name), tag.attributes))
  if (handlers.close) parser.on('closetag', tag => handlers.close?.(localName(tag.name)))
  if (handlers.text) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  parser.on('error', () => {
    throw workbookFault('excel.damaged', { part })
  })
  return { write: chunk => void parser.write(chunk), end: () => void parser.close() }
}

/** Walks a whole part. */
export async function walkXml(part: string, chunks: AsyncIterable<string>, handlers: XmlHandlers): Promise<void> {
  const walker = xmlWalker(part, handlers)
  for await (const chunk of chunks) walker.write(chunk)
  walker.end()
}

/** Excel writes characters that XML cannot hold as `_x000D_`, and a literal `_x` of that form as `_x005F_x`. */
export function unescapeExcelText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
