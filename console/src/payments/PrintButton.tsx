import { addressOf, payments } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Dropdown, Space } from 'antd'
import { ChevronDown, Printer } from 'lucide-react'
import { type Ref, useState } from 'react'
import { call, queryClient } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { PAPERS, type Paper, rememberedPaper, rememberPaper } from './paper.ts'
import { printPdf } from './print-pdf.ts'
import { usePaymentTexts } from './texts.ts'

interface PrintButtonProps {
  receiptId: string
  number: string
  /** How often it was printed before: the first time it is 打印, then 补打. */
  printCount: number
  primary?: boolean
  size?: 'small' | 'medium' | 'large'
  block?: boolean
  /** To put the focus on it. */
  button?: Ref<HTMLButtonElement>
  /** Beside the words: the key that presses it. */
  hint?: string
  onPrinted?: () => void
}

/** The paper of the receipt's template. */
const USUAL = 'usual'

const pdfOf = (receiptId: string, paper: Paper | undefined) =>
  addressOf(payments.receiptPdf, { params: { receiptId }, query: { paper } })

/** Prints a receipt on this desk's paper: the print is counted first, because the paper says which print it is. */
export function PrintButton(props: PrintButtonProps) {
  const { receiptId, number, printCount, primary = false, size, block = false, button, hint, onPrinted } = props
  const t = usePaymentTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const [paper, setPaper] = useState(rememberedPaper)
  const print = useMutation({
    mutationFn: (_: Paper | undefined) => call(payments.countReceiptPrint, { params: { receiptId } }),
    onSuccess: (counted, on) => {
      printPdf(pdfOf(receiptId, on))
      message.success(t('counted', { number, count: counted.printCount }))
      onPrinted?.()
      void queryClient.invalidateQueries({ queryKey: [payments.listReceipts.path] })
      void queryClient.invalidateQueries({ queryKey: [payments.readReceipt.path, receiptId] })
    },
    onError: error => message.error(`${t('printFailed')} · ${explain(error)}`, 6),
  })
  const choose = (key: string) => {
    if (key === 'pdf') {
      window.open(pdfOf(receiptId, paper), '_blank', 'noopener')
      return
    }
    const on = PAPERS.find(one => one === key)
    setPaper(on)
    rememberPaper(on)
    print.mutate(on)
  }
  const items = [
    { key: USUAL, label: t('paper.usual') },
    ...PAPERS.map(one => ({ key: one, label: t(`paper.${one}`) })),
    { type: 'divider' as const },
    { key: 'pdf', label: t('openPdf') },
  ]
  const type = primary ? 'primary' : 'default'
  return (
    <Space.Compact block={block}>
      <Button
        ref={button}
        type={type}
        size={size}
        block={block}
        icon={<Printer size={14} aria-hidden />}
        loading={print.isPending}
        onClick={() => print.mutate(paper)}
        title={t(`paper.${paper ?? USUAL}`)}
      >
        {printCount > 0 ? t('reprint') : t('print')}
        {hint ? <kbd>{hint}</kbd> : null}
      </Button>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{ items, selectedKeys: [paper ?? USUAL], onClick: ({ key }) => choose(key) }}
      >
        <Button
          type={type}
          size={size}
          icon={<ChevronDown size={14} aria-hidden />}
          aria-label={t('printMore')}
          title={t('printMore')}
          disabled={print.isPending}
        />
      </Dropdown>
    </Space.Compact>
  )
}
