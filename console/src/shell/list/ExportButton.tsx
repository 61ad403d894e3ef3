import { ApiError, type CallExtras, platform, type RouteSpec, type WireResponseOf } from '@anju/contract'
import { App, Button, Dropdown } from 'antd'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { LIST_SORT, type ListQuery, listKey } from './useList.ts'

type FileRoute = RouteSpec & { response: 'file' }
type ListExport = WireResponseOf<typeof platform.readExport>

interface ExportButtonProps {
  /** A `file` route of the contract that takes the list's filters and `format`, declared on the server by `defineExport`. */
  route: FileRoute
  /** What stands in the path of the route; such a list is small, and its file is made at once. */
  params?: Record<string, string>
  /** `list.query`: the filters as they are set now, and the order. */
  query: ListQuery
  /** Name of the list, for what is said on the way. */
  name: string
  /** What the button says where "export" alone would not say of what. */
  label?: string
  /** Beside small buttons, in the head of a card. */
  small?: boolean
}

/** A file that is ready this soon is downloaded at once; a later one is announced. */
const AT_ONCE_MS = 2_500
const ASK_EVERY_MS = 400
const ASK_LATER_EVERY_MS = 2_000

/**
 * Writes everything that matches the present filters into a file, whatever the number of rows. The page stays as it is: a short list
 * downloads by itself, a long one is written in the background and announced when it is ready.
 */
export function ExportButton({ route, params, query, name, label, small = false }: ExportButtonProps) {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const announce = useAnnouncement(name)
  const [busy, setBusy] = useState(false)
  const begin = async (format: 'xlsx' | 'csv') => {
    setBusy(true)
    try {
      const filters = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
      const id = newId()
      const sort = query[LIST_SORT]
      const ordered = sort === undefined ? filters : { ...filters, sort }
      const started = params ? undefined : await startOf(id, route, ordered, format)
      if (!started) {
        message.success(
          t('exporting.done', {
            name: await downloadAtOnce(
              route,
              { params, query: { ...ordered, format } } as CallExtras,
              `${name}.${format}`,
            ),
          }),
        )
        return
      }
      void queryClient.invalidateQueries({ queryKey: listKey(platform.listExports) })
      const soon = await waitFor(started, performance.now() + AT_ONCE_MS, ASK_EVERY_MS)
      if (isRunning(soon)) void announce(soon)
      else message.success(t('exporting.done', { name: await downloadExport(soon) }))
    } catch (error) {
      message.error(`${t('exporting.failed')} · ${explain(error)}`, 6)
    } finally {
      setBusy(false)
    }
  }
  const items = [
    { key: 'xlsx', label: t('exporting.xlsx') },
    { key: 'csv', label: t('exporting.csv') },
  ]
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => void begin(key === 'csv' ? 'csv' : 'xlsx') }}
      disabled={busy}
    >
      <Button size={small ? 'small' : 'middle'} icon={<Download size={14} aria-hidden />} loading={busy}>
        {label ?? t('exporting.button')}
      </Button>
    </Dropdown>
  )
}

/** Says that a file is being written, then that it is ready, with the way to it; on whatever page one is by then. */
function useAnnouncement(name: string): (running: ListExport) => Promise<void> {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  const { notification } = App.useApp()
  return async running => {
    const key = running.id
    notification.info({
      key,
      title: t('exporting.running', { name }),
      description: t('exporting.runningText'),
      duration: 8,
    })
    try {
      const ready = await waitFor(running, Number.POSITIVE_INFINITY, ASK_LATER_EVERY_MS)
      const save = () => {
        notification.destroy(key)
        void downloadExport(ready)
      }
      notification.success({
        key,
        title: t('exporting.ready', { name: ready.name }),
        description: t('exporting.readyText', { rows: ready.rowsWritten.toLocaleString('en') }),
        duration: 0,
        actions: (
          <Button type="primary" size="small" onClick={save}>
            {t('exporting.download')}
          </Button>
        ),
      })
    } catch (error) {
      notification.error({ key, title: t('exporting.failed'), description: explain(error), duration: 0 })
    } finally {
      void queryClient.invalidateQueries({ queryKey: listKey(platform.listExports) })
    }
  }
}

/** Begins the export; undefined for a list whose route answers its file only by itself. */
async function startOf(id: string, route: FileRoute, query: Record<string, unknown>, format: 'xlsx' | 'csv') {
  try {
    return await call(platform.startExport, { body: { id, route: route.path, query, format }, idempotencyKey: id })
  } catch (error) {
    if (error instanceof ApiError && error.code === 'platform.not_found') return undefined
    throw error
  }
}

async function downloadAtOnce(route: FileRoute, request: CallExtras, name: string): Promise<string> {
  const response: Response = await call(route, request)
  const fileName = fileNameOf(response.headers.get('content-disposition')) ?? name
  saveFile(await response.blob(), fileName)
  return fileName
}

function isRunning({ state }: ListExport): boolean {
  return state === 'waiting' || state === 'writing'
}

/** Asks until the file is written or the time is over; an export that failed is thrown by its code. */
async function waitFor(started: ListExport, until: number, everyMs: number): Promise<ListExport> {
  let found = started
  while (isRunning(found) && performance.now() < until) {
    await new Promise(resolve => setTimeout(resolve, everyMs))
    found = await call(platform.readExport, { params: { exportId: started.id } })
  }
  if (found.state === 'ready' || isRunning(found)) return found
  throw new ApiError(409, { code: found.failure ?? 'platform.export_not_ready' }, null)
}

/** Saves the file of an export; answers its name. */
export async function downloadExport(found: ListExport): Promise<string> {
  const response = await call(platform.downloadExport, { params: { exportId: found.id } })
  saveFile(await response.blob(), found.fileName)
  return found.fileName
}

/** The name in `attachment; filename*=UTF-8''…`, which is how Chinese names travel. */
export function fileNameOf(disposition: string | null): string | undefined {
  const extended = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1]
  if (extended) return decodeURIComponent(extended)
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1]
}

/** Hands a file to the browser's downloads. */
export function saveFile(content: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
