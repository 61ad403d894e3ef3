import type { PdfTableLayout } from './pdf-definition.ts'

type TableNode = { table: { body: unknown[]; widths: unknown[] } }

type Layout = {
  hLineWidth: (row: number, node: TableNode) => number
  vLineWidth: (column: number, node: TableNode) => number
  hLineColor: (row: number, node: TableNode) => string
  vLineColor: (column: number, node: TableNode) => string
  hLineStyle?: (row: number, node: TableNode) => { dash: { length: number; space: number } } | null
  paddingLeft: (column: number) => number
  paddingRight: (column: number) => number
  paddingTop: (row: number) => number
  paddingBottom: (row: number) => number
}

/** Points. Documents that join two tables seamlessly need the numbers of the grid, so they are exported. */
export const formLineWidth = 0.5
export const formPaddingX = 5
export const formPaddingY = { 'form-tight': 1.6, form: 3.2, 'form-roomy': 6.5 } as const

const lineColor = '#7a8494'

function form(paddingY: number): Layout {
  return {
    hLineWidth: () => formLineWidth,
    vLineWidth: () => formLineWidth,
    hLineColor: () => lineColor,
    vLineColor: () => lineColor,
    paddingLeft: () => formPaddingX,
    paddingRight: () => formPaddingX,
    paddingTop: () => paddingY,
    paddingBottom: () => paddingY,
  }
}

function borderless(paddingY: number): Layout {
  return {
    ...form(paddingY),
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    paddingLeft: () => 0,
    paddingRight: () => 0,
  }
}

/** The layouts a definition may name. `strip` is for roll paper: dashed above and below, no lines between. */
export const tableLayouts: Record<PdfTableLayout, Layout> = {
  plain: borderless(0),
  form: form(formPaddingY.form),
  'form-tight': form(formPaddingY['form-tight']),
  'form-roomy': form(formPaddingY['form-roomy']),
  strip: {
    ...borderless(1.5),
    hLineWidth: (row, node) => (row === 0 || row === node.table.body.length ? 0.6 : 0),
    hLineColor: () => '#000000',
    hLineStyle: () => ({ dash: { length: 2, space: 2 } }),
  },
}
