import { messaging } from '@anju/contract'
import { List, Loaded, Page, SwitchRow, useRefusalText, useToast } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { useBack } from '../shell/back.ts'
import { useMessagingTexts } from './texts.ts'

const KEY = ['notices', 'preferences'] as const

/** Which messages go to the phone as well. */
export function PreferencesPage() {
  const t = useMessagingTexts()
  const back = useBack('/notices')
  const explain = useRefusalText()
  const toast = useToast()
  const preferences = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await call(messaging.listNoticePreferences, { signal })).items,
  })
  const choose = useMutation({
    mutationFn: ({ kind, sms }: { kind: messaging.NoticeKindName; sms: boolean }) =>
      call(messaging.setNoticePreference, { params: { kind }, body: { sms } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
    onError: error => toast(explain(error), 'danger'),
  })
  return (
    <Page title={t('preferences')} onBack={back}>
      <p>{t('preferencesText')}</p>
      <Loaded query={preferences}>
        {items => (
          <List label={t('preferences')}>
            {items
              .filter(item => item.smsOffered)
              .map(({ kind, sms }) => {
                const key = `sms.${kind}`
                const label = useMessagingTexts.has(key) ? t(key as 'sms.bills-issued') : kind
                return (
                  <SwitchRow key={kind} title={label} checked={sms} onChange={on => choose.mutate({ kind, sms: on })} />
                )
              })}
          </List>
        )}
      </Loaded>
    </Page>
  )
}
