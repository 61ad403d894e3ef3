import { ApiError, platform, type WireResponseOf } from '@anju/contract'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { useMemo } from 'react'
import { call, queryClient } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { arranged } from './arrange-columns.ts'
import type { Column } from './column.ts'

export type ListSetting = WireResponseOf<typeof platform.saveListSetting>
type Choices = Pick<ListSetting, 'hidden' | 'order' | 'views'>
type Change = (now: Choices) => Choices

/** How this person has set lists up: asked for once, changed here and in no other way. */
const settingsQuery = queryOptions({
  queryKey: [platform.readListSettings.path],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }) => (await call(platform.readListSettings, { signal })).items,
})

const NEW: Choices = { hidden: [], order: [], views: [] }

/** How the person has set a list up; as it is made where nothing was said, or where that cannot be asked. */
export function useListSetting(route: string | undefined): ListSetting | undefined {
  const { data } = useQuery({ ...settingsQuery, enabled: route !== undefined })
  return data?.find(one => one.list === route)
}

/** The columns that the person wants to see, in the order wanted. The first stays first: it holds the row's name and its link. */
export function useShownColumns<Row, Sums>(
  route: string | undefined,
  columns: Column<Row, Sums>[],
): Column<Row, Sums>[] {
  const setting = useListSetting(route)
  return useMemo(
    () => (setting ? arranged(columns, setting.order).filter(({ key }) => !setting.hidden.includes(key)) : columns),
    [columns, setting],
  )
}

/**
 * Changes how a list is set up, here at once and on the server after: it is nobody's money. When another window has saved it since, the
 * change is made upon what that one left.
 */
export function useChangeListSetting(route: string): (change: Change) => void {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const save = useMutation({
    // One after the other: each is about the version that the one before has made.
    scope: { id: `list-setting ${route}` },
    mutationFn: (change: Change) => saveUponNow(route, change),
    onError: error => {
      void message.error(`${t('list.settingFailed')} · ${explain(error)}`, 6)
      queryClient.removeQueries({ queryKey: storedKey(route) })
      void queryClient.invalidateQueries(settingsQuery)
    },
  })
  return change => {
    // What is shown runs ahead of the server: the change is made upon what is stored there.
    if (queryClient.getQueryData(storedKey(route)) === undefined) keepStored(route, shownNow(route))
    put(route, now => ({ ...now, ...change(now) }))
    save.mutate(change)
  }
}

async function saveUponNow(route: string, change: Change): Promise<void> {
  const stored = queryClient.getQueryData<ListSetting | null>(storedKey(route)) ?? undefined
  try {
    await saveUpon(route, stored, change)
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'platform.changed_meanwhile') throw error
    const { items } = await call(platform.readListSettings)
    await saveUpon(
      route,
      items.find(one => one.list === route),
      change,
    )
  }
}

/** Where this tab keeps what the server has; it goes with everything else when the session ends. */
const storedKey = (route: string) => [platform.readListSettings.path, 'stored', route]

function keepStored(route: string, stored: ListSetting | null): void {
  queryClient.setQueryData(storedKey(route), stored)
}

function shownNow(route: string): ListSetting | null {
  return queryClient.getQueryData(settingsQuery.queryKey)?.find(one => one.list === route) ?? null
}

async function saveUpon(route: string, known: ListSetting | undefined, change: Change): Promise<void> {
  const { hidden, order, views } = change(known ?? NEW)
  const body = { list: route, hidden, order, views, version: known?.version ?? 0 }
  const answer = await call(platform.saveListSetting, { body })
  keepStored(route, answer)
  put(route, () => answer)
}

function put(route: string, change: (now: ListSetting) => ListSetting): void {
  queryClient.setQueryData(settingsQuery.queryKey, (all = []) => {
    const now = all.find(one => one.list === route) ?? { list: route, ...NEW, version: 0 }
    return [...all.filter(one => one.list !== route), change(now)]
  })
}
