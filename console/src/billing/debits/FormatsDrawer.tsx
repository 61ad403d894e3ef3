import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { FilePlus } from 'lucide-react'
import { lazy, useState } from 'react'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { type Format, formatsQuery } from './debits.ts'
import { useDebitTexts } from './texts.ts'
import './debits.css'

const FormatForm = lazy(async () => ({ default: (await import('./FormatForm.tsx')).FormatForm }))

/** How the files of the company's banks are laid out. */
export function FormatsDrawer({ open, close }: { open: boolean; close: () => void }) {
  const t = useDebitTexts()
  const gate = useGate('billing.debits.manage')
  const [editing, setEditing] = useState<Format | 'new'>()
  const { data, error, refetch } = useQuery({ ...formatsQuery, enabled: open })
  const add = (
    <GatedButton
      type="primary"
      icon={<FilePlus size={14} aria-hidden />}
      reason={gate}
      onClick={() => setEditing('new')}
    >
      {t('format.create')}
    </GatedButton>
  )
  return (
    <Drawer open={open} onClose={close} size={560} title={t('formats')} extra={add}>
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <DrawerBones /> : null}
      {data?.length === 0 ? (
        <StatePage level="part" icon={FilePlus} title={t('formats.none')}>
          {t('formats.noneText')}
        </StatePage>
      ) : null}
      {(data ?? []).map(format => (
        <div key={format.id} className="db-card">
          <h3>{format.name}</h3>
          <p>
            {t('file.request')} · {wordsOf(t, format.request)} ·{' '}
            {format.request.columns.map(one => t(`field.${one.field}`)).join(comma())}
          </p>
          <p>
            {t('file.result')} · {wordsOf(t, format.result)} ·{' '}
            {t('format.success', { codes: format.result.successCodes.join(comma()) })}
          </p>
          <GatedButton size="small" reason={gate} onClick={() => setEditing(format)}>
            {t('edit')}
          </GatedButton>
        </div>
      ))}
      <OnceOpen open={editing !== undefined}>
        <FormatForm
          key={editing === undefined || editing === 'new' ? 'new' : `${editing.id}-${editing.version}`}
          format={editing === 'new' ? undefined : editing}
          open={editing !== undefined}
          close={() => setEditing(undefined)}
        />
      </OnceOpen>
    </Drawer>
  )
}

function wordsOf(t: ReturnType<typeof useDebitTexts>, layout: Format['request'] | Format['result']): string {
  const encoding = layout.kind === 'xlsx' ? '' : ` ${(layout.encoding ?? 'gbk').toUpperCase()}`
  return `${t(`kind.${layout.kind}`)}${encoding} ${t(layout.amountUnit === 'fen' ? 'unit.fen' : 'unit.yuan')}`
}
