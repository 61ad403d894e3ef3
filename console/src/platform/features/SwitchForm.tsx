import { platform } from '@anju/contract'
import { App } from 'antd'
import { call, queryClient, sessionKey } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { listKey } from '../../shell/list/index.ts'
import { usePlatformTexts } from '../texts.ts'
import { useModuleName } from '../useModuleName.ts'
import type { Feature } from './FeatureRow.tsx'

interface SwitchFormProps {
  feature: Feature
  communityId: string | undefined
  open: boolean
  close: () => void
}

/** Says what closing or opening a module means, and asks why. */
export function SwitchForm({ feature, communityId, open, close }: SwitchFormProps) {
  const t = usePlatformTexts()
  const nameOf = useModuleName()
  const { message } = App.useApp()
  const name = nameOf(feature.module)
  const submit = ({ reason }: { reason: string }, idempotencyKey: string, version: number) =>
    call(platform.switchFeature, {
      params: { module: feature.module },
      body: { communityId: communityId ?? null, open: !feature.open, version, reason },
      idempotencyKey,
    })
  const done = (changed: Feature) => {
    void queryClient.invalidateQueries({ queryKey: listKey(platform.listFeatures) })
    // The left bar follows who one is and what is open.
    void queryClient.invalidateQueries({ queryKey: sessionKey })
    void message.success(t(changed.open ? 'features.opened' : 'features.hasClosed', { name }))
    close()
  }
  const present = async () => {
    const { items } = await call(platform.listFeatures, { query: { communityId } })
    return { version: items.find(item => item.module === feature.module)?.version ?? 0, values: {} }
  }
  return (
    <FormDrawer<{ reason: string }, Feature>
      open={open}
      onClose={close}
      title={t(feature.open ? 'features.closeThis' : 'features.openThis', { name })}
      intro={t(feature.open ? 'features.closeText' : 'features.openText', { name })}
      submitText={t(feature.open ? 'features.closeThis' : 'features.openThis', { name })}
      danger={feature.open}
      submit={submit}
      onDone={done}
      conflicts={{ version: feature.version, present, labels: {} }}
    >
      <ReasonField label={t('settings.reason')} missing={t('settings.reasonMissing')} hint={t('settings.reasonHint')} />
    </FormDrawer>
  )
}
