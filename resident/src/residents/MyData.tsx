import { residents } from '@anju/contract'
import { Button, formatDateTime, List, ListRow, Loaded, Section, StatusTag, useRefusalText, useToast } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Download, FileJson, FileSpreadsheet } from 'lucide-react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { type MyCopy, myCopiesQuery, renewMyData } from './data-requests.ts'
import { usePrivacyTexts } from './privacy-texts.ts'

const TONES = { waiting: 'info', ready: 'success', taken: 'neutral', failed: 'danger', expired: 'neutral' } as const

/** Everything that is stored about me, in a file that is made in the background and fetched once. */
export function MyData() {
  const t = usePrivacyTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const copies = useQuery(myCopiesQuery)
  const make = useMutation({
    mutationFn: (format: 'xlsx' | 'json') => call(residents.startMyDataExport, { body: { id: newId(), format } }),
    onSuccess: () => toast(t('data.started')),
    onError: error => toast(explain(error), 'danger'),
    onSettled: renewMyData,
  })
  return (
    <Section title={t('data')}>
      <p>{t('data.text')}</p>
      <List label={t('data')}>
        <ListRow lead={<FileSpreadsheet aria-hidden="true" />} title={t('xlsx')} onClick={() => make.mutate('xlsx')} />
        <ListRow lead={<FileJson aria-hidden="true" />} title={t('json')} onClick={() => make.mutate('json')} />
      </List>
      <Loaded query={copies}>
        {items =>
          items.length === 0 ? null : (
            <List label={t('copies')}>
              {items.map(copy => (
                <CopyRow key={copy.id} copy={copy} />
              ))}
            </List>
          )
        }
      </Loaded>
    </Section>
  )
}

function CopyRow({ copy }: { copy: MyCopy }) {
  const t = usePrivacyTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const fetching = useMutation({
    mutationFn: async () => {
      const response = await call(residents.fetchMyDataExport, { params: { exportId: copy.id } })
      save(await response.blob(), `${t('data')}.${copy.format}`)
    },
    onSuccess: () => toast(t('data.done')),
    onError: error => toast(explain(error), 'danger'),
    onSettled: renewMyData,
  })
  const until =
    copy.state === 'ready' && copy.expiresAt ? t('copy.until', { time: formatDateTime(copy.expiresAt) }) : ''
  return (
    <>
      <ListRow
        title={t(`copy.${copy.format}`)}
        description={[formatDateTime(copy.askedAt), until].filter(Boolean).join(' · ')}
        value={<StatusTag tone={TONES[copy.state]}>{t(`copy.${copy.state}`)}</StatusTag>}
      />
      {copy.state === 'ready' ? (
        <Button
          look="secondary"
          wide
          icon={<Download aria-hidden="true" />}
          loading={fetching.isPending}
          onClick={() => fetching.mutate()}
        >
          {t('copy.fetch')}
        </Button>
      ) : null}
    </>
  )
}

/** Gives a file to the browser to keep. */
function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
