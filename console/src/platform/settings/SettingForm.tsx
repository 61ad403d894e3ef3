import { platform } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { App, Form, Radio } from 'antd'
import { call, queryClient } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { listKey } from '../../shell/list/index.ts'
import { usePlatformTexts } from '../texts.ts'
import { SettingField } from './SettingField.tsx'
import { SettingValueText } from './SettingValueText.tsx'
import type { Setting, SettingValue } from './setting.ts'

interface Values {
  own: boolean
  value: SettingValue
  reason: string
}

interface SettingFormProps {
  setting: Setting
  /** undefined: the company. */
  communityId: string | undefined
  open: boolean
  close: () => void
}

/** Decides a setting at one level, or gives it back to what is inherited, with the reason. */
export function SettingForm({ setting, communityId, open, close }: SettingFormProps) {
  const t = usePlatformTexts()
  const { locale } = useLocale()
  const { message } = App.useApp()
  const submit = ({ own, value, reason }: Values, idempotencyKey: string, version: number) =>
    call(platform.changeSetting, {
      params: { key: setting.key },
      body: { communityId: communityId ?? null, value: own ? value : null, version, reason },
      idempotencyKey,
    })
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: listKey(platform.listSettings) })
    void queryClient.invalidateQueries({ queryKey: [platform.settingHistory.path] })
    void message.success(t('settings.saved'))
    close()
  }
  const present = async () => {
    const { items } = await call(platform.listSettings, { query: { communityId } })
    const now = items.find(item => item.key === setting.key) ?? setting
    return { version: now.version, values: valuesOf(now, communityId) }
  }
  return (
    <FormDrawer<Values, Setting>
      open={open}
      onClose={close}
      title={t('settings.changeThis', { name: setting.label[locale] })}
      intro={setting.help?.[locale]}
      initialValues={valuesOf(setting, communityId)}
      submitText={t('settings.save')}
      submit={submit}
      onDone={done}
      conflicts={{
        version: setting.version,
        present,
        labels: { own: t('settings.own'), value: setting.label[locale] },
        show: (field, value) =>
          field === 'value' ? (
            <SettingValueText setting={setting} value={value} />
          ) : (
            t(value ? 'settings.ownYes' : 'settings.ownNo')
          ),
      }}
    >
      <Form.Item name="own" label={t('settings.own')} rules={[{ required: true }]}>
        <Radio.Group
          options={[
            { value: true, label: t('settings.ownYes') },
            { value: false, label: t('settings.ownNo') },
          ]}
        />
      </Form.Item>
      <OwnOrInherited setting={setting} />
      <ReasonField label={t('settings.reason')} missing={t('settings.reasonMissing')} hint={t('settings.reasonHint')} />
    </FormDrawer>
  )
}

function OwnOrInherited({ setting }: { setting: Setting }) {
  const { locale } = useLocale()
  return (
    <Form.Item noStyle shouldUpdate={(before: Values, after: Values) => before.own !== after.own}>
      {({ getFieldValue }) =>
        getFieldValue('own') ? (
          <SettingField setting={setting} />
        ) : (
          <Form.Item label={setting.label[locale]}>
            <p className="pl-setting__inherited">
              <SettingValueText setting={setting} value={setting.inherited} />
            </p>
          </Form.Item>
        )
      }
    </Form.Item>
  )
}

/** Opened on what holds now: somebody who opens the form mostly wants a value of the own level. */
function valuesOf(setting: Setting, communityId: string | undefined): Pick<Values, 'own' | 'value'> {
  const mine = communityId && setting.level === 'community' ? 'community' : 'company'
  return { own: setting.source === mine || setting.version === 0, value: setting.value as SettingValue }
}
