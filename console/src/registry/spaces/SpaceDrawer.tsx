import { Button, Drawer } from 'antd'
import { X } from 'lucide-react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { SpaceActions } from './SpaceActions.tsx'
import { SpaceCard, type SpaceTab, SpaceTitle } from './SpaceCard.tsx'

interface SpaceDrawerProps {
  spaceId: string
  tab: SpaceTab
  setTab: (tab: SpaceTab) => void
  close: () => void
}

/** The open space over the map, as it opens over the list. */
export function SpaceDrawer({ spaceId, tab, setTab, close }: SpaceDrawerProps) {
  const t = useConsoleTexts()
  return (
    <Drawer
      open
      onClose={close}
      size={640}
      mask={false}
      closable={false}
      rootClassName="c-drawer"
      title={<SpaceTitle id={spaceId} row={undefined} />}
      extra={<Button type="text" onClick={close} icon={<X size={16} aria-hidden />} aria-label={t('list.close')} />}
    >
      <SpaceActions key={`${spaceId} actions`} spaceId={spaceId} />
      <SpaceCard key={spaceId} spaceId={spaceId} tab={tab} setTab={setTab} close={close} />
    </Drawer>
  )
}
