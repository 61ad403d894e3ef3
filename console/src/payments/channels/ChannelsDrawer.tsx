import { payments } from '@anju/contract'
import { Drawer } from 'antd'
import { CreditCard, Plus } from 'lucide-react'
import { useState } from 'react'
import { GatedButton } from '../../billing/GatedButton.tsx'
import { OnceOpen } from '../../billing/OnceOpen.tsx'
import { useGate } from '../../billing/useGate.ts'
import { useCommunity } from '../../community.tsx'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { ChannelForm } from './ChannelForm.tsx'
import { type Channel, COLUMNS } from './channels.ts'
import { useChannelTexts } from './texts.ts'
import { useChannels } from './useChannelFilter.ts'
import './channels.css'

/** Who takes card payments, what is agreed, and by which headings their statements are read. */
export function ChannelsDrawer({ open, close }: { open: boolean; close: () => void }) {
  const t = useChannelTexts()
  const gate = useGate('payments.channels.manage')
  const [editing, setEditing] = useState<Channel | 'new'>()
  const { id: communityId } = useCommunity()
  const { data, error, refetch } = useChannels(communityId)
  const add = (
    <GatedButton type="primary" icon={<Plus size={14} aria-hidden />} reason={gate} onClick={() => setEditing('new')}>
      {t('channel.create')}
    </GatedButton>
  )
  const tools = (
    <>
      <ExportButton route={payments.exportChannels} query={{ communityId }} name={t('channels')} />
      {add}
    </>
  )
  return (
    <Drawer open={open} onClose={close} size={560} title={t('channels')} extra={tools}>
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <DrawerBones /> : null}
      {data?.items.length === 0 ? (
        <StatePage level="part" icon={CreditCard} title={t('channels.none')}>
          {t('channels.noneText')}
        </StatePage>
      ) : null}
      {(data?.items ?? []).map(channel => (
        <ChannelCard key={channel.id} channel={channel} gate={gate} edit={() => setEditing(channel)} />
      ))}
      <OnceOpen open={editing !== undefined}>
        <ChannelForm
          key={editing === undefined || editing === 'new' ? 'new' : `${editing.id}-${editing.version}`}
          channel={editing === 'new' ? undefined : editing}
          open={editing !== undefined}
          close={() => setEditing(undefined)}
        />
      </OnceOpen>
    </Drawer>
  )
}

function ChannelCard({ channel, gate, edit }: { channel: Channel; gate: string | null; edit: () => void }) {
  const t = useChannelTexts()
  const { columns } = channel
  const headings = COLUMNS.flatMap(field => columns?.[field] || []).join(' · ')
  return (
    <div className="ch-card">
      <h3>
        {channel.name} {channel.retired ? <StatusTag tone="neutral">{t('channel.retired')}</StatusTag> : null}
      </h3>
      <p>
        {channel.communityName} · {t('rate')} {channel.ratePercent}%
      </p>
      <p>{headings ? t('channel.columns', { headings }) : t('channel.noColumns')}</p>
      <GatedButton size="small" reason={gate} onClick={edit}>
        {t('channel.edit')}
      </GatedButton>
    </div>
  )
}
