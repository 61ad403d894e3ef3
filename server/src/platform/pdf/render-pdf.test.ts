import { afterAll, describe, expect, it } from 'vitest'
import type { PdfDefinition } from './pdf-definition.ts'
import { readPdf } from './read-pdf.ts'
import { renderPdf, stopPdfThread } from './render-pdf.ts'

function document(content: PdfDefinition['content'], more: Partial<PdfDefinition> = {}): PdfDefinition {
  return {
    pageSize: 'A5',
    pageMargins: [28, 28, 28, 28],
    language: 'zh-CN',
    info: { title: '样张', creationDate: new Date('2020-12-11T00:00:00+08:00') },
    content,
    ...more,
  }
}

/** Something the types forbid, as JavaScript or a wrong cast could still send it. */
function forbidden(node: unknown): PdfDefinition {
  return document([node as string])
}

afterAll(stopPdfThread)

describe('renderPdf', () => {
  it('prints Chinese, also the rare characters of names, so that it can be read back', async () => {
    const pdf = await renderPdf(document(['龑㛃䶮喆𠅤 交来 94.56㎡', { text: '龑㛃䶮', bold: true }]))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(readPdf(pdf)).toEqual({ pages: 1, text: ['龑㛃䶮喆𠅤 交来 94.56㎡\n龑㛃䶮'] })
  })

  it('gives the same bytes for the same definition and leaves the definition alone', async () => {
    const definition = document([{ layout: 'form', table: { widths: ['*', 60], body: [['物业服务费', '857.58']] } }])
    const before = structuredClone(definition)
    const [first, second] = await Promise.all([renderPdf(definition), renderPdf(definition)])
    expect(first.equals(second)).toBe(true)
    expect(definition).toEqual(before)
  })

  it('numbers the pages, repeats the head of a table and heads the pages that continue', async () => {
    const body = Array.from({ length: 60 }, (_, row) => [`第${row + 1}行`])
    const pdf = await renderPdf(
      document(
        [{ layout: 'form', table: { widths: ['*'], headerRows: 1, dontBreakRows: true, body: [['表头'], ...body] } }],
        {
          continuationHeader: { text: '续页', margin: [28, 8, 28, 0] },
          footer: { text: '第 {page} 页，共 {pages} 页', margin: [28, 4, 28, 0] },
        },
      ),
    )
    const { pages, text } = readPdf(pdf)
    expect(pages).toBe(3)
    expect(text.map(page => page.includes('表头'))).toEqual([true, true, true])
    expect(text.map(page => page.includes('续页'))).toEqual([false, true, true])
    expect(text.map(page => /第 \d 页，共 \d 页/.exec(page)?.[0])).toEqual(
      [1, 2, 3].map(page => `第 ${page} 页，共 3 页`),
    )
  })

  it('is as long as its content on roll paper', async () => {
    const lines = Array.from({ length: 300 }, (_, line) => `${line}`)
    const pdf = await renderPdf(document(lines, { pageSize: { width: 226.77, height: 'auto' } }))
    expect(readPdf(pdf).pages).toBe(1)
  })

  it('leaves this thread free while it works', async () => {
    await renderPdf(document(['先启动线程']))
    const body = Array.from({ length: 150 }, (_, row) => [`物业服务费 ${row}`, '857.58'])
    let ticks = 0
    const timer = setInterval(() => ticks++, 2)
    await renderPdf(document([{ layout: 'form', table: { widths: ['*', 60], body } }]))
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
  })

  it('refuses what is not data or points to files and addresses, and goes on with the next document', async () => {
    await expect(renderPdf(forbidden({ text: () => 'x' }))).rejects.toThrow('PDF not rendered')
    await expect(renderPdf(forbidden({ image: '/etc/hostname' }))).rejects.toThrow('PDF not rendered')
    await expect(renderPdf(forbidden({ nothing: 1 }))).rejects.toThrow('Unrecognized document structure')
    expect(readPdf(await renderPdf(document(['好']))).pages).toBe(1)
  })

  it('starts a new thread when the old one died', async () => {
    const held = renderPdf(document(['在途']))
    const queued = renderPdf(document(['排队']))
    const ended = expect(held).rejects.toThrow('the thread ended')
    await stopPdfThread()
    await ended
    expect(readPdf(await queued).text).toEqual(['排队'])
  })

  it('limits how many documents may wait', async () => {
    const asked = Array.from({ length: 230 }, () => renderPdf(document(['满'])))
    const results = await Promise.allSettled(asked)
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(29)
  })
})
