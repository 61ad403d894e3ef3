import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { PdfContent, PdfDefinition } from './pdf-definition.ts'
import { tableLayouts } from './table-layouts.ts'

type PageContent = (page: number, pages: number) => PdfContent | null

type Pdfmake = {
  virtualfs: { writeFileSync: (name: string, content: Buffer) => void }
  setFonts: (fonts: Record<string, { normal: string; bold: string }>) => void
  setTableLayouts: (layouts: typeof tableLayouts) => void
  setUrlAccessPolicy: (allow: (url: string) => boolean) => void
  setLocalAccessPolicy: (allow: (path: string) => boolean) => void
  createPdf: (definition: Record<string, unknown>) => { getBuffer: () => Promise<Buffer> }
}

const require = createRequire(import.meta.url)

// The published types of pdfmake pull the whole browser DOM into the server's globals, where a forgotten `name` or
// `status` would then compile. The five calls used here are typed above instead.
let loaded: Pdfmake | undefined

function loadPdfmake(): Pdfmake {
  if (loaded) return loaded
  const pdfmake: Pdfmake = require('pdfmake')
  // The fonts live in memory: pdfmake would read their 20 MB from disk again for each document.
  pdfmake.virtualfs.writeFileSync('regular.ttf', fontFile('400Regular/NotoSansSC_400Regular.ttf'))
  pdfmake.virtualfs.writeFileSync('bold.ttf', fontFile('700Bold/NotoSansSC_700Bold.ttf'))
  pdfmake.setFonts({ NotoSansSC: { normal: 'regular.ttf', bold: 'bold.ttf' } })
  pdfmake.setTableLayouts(tableLayouts)
  // A document is made of what its definition says, never of what a text in it points to.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => false)
  loaded = pdfmake
  return pdfmake
}

function fontFile(path: string): Buffer {
  return readFileSync(require.resolve(`@expo-google-fonts/noto-sans-sc/${path}`))
}

/**
 * Lays out a document and returns the bytes of its PDF, with the used glyphs of Noto Sans SC embedded.
 * It holds the thread for 30–170 ms: call renderPdf(), which does this in a thread of its own.
 */
export async function composePdf(definition: PdfDefinition): Promise<Buffer> {
  const { continuationHeader, footer, defaultStyle, info, ...rest } = definition
  const header: PageContent = page => (page > 1 && continuationHeader ? structuredClone(continuationHeader) : null)
  const numberedFooter: PageContent = (page, pages) => (footer ? withPageNumbers(footer, page, pages) : null)
  return await loadPdfmake()
    .createPdf({
      ...rest,
      header,
      footer: numberedFooter,
      info: { ...info, creator: 'Anju', producer: 'Anju' },
      defaultStyle: { ...defaultStyle, font: 'NotoSansSC' },
      displayTitle: true,
      version: '1.7',
    })
    .getBuffer()
}

function withPageNumbers(content: PdfContent, page: number, pages: number): PdfContent {
  const text = JSON.stringify(content).replaceAll('{page}', String(page)).replaceAll('{pages}', String(pages))
  return JSON.parse(text) as PdfContent
}
