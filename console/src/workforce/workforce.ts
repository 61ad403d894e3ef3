import { type Permission, type WireResponseOf, workforce } from '@anju/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { useActor, useCan } from '../session.tsx'
import { usePermissionTexts } from '../texts/permissions.ts'
import { useWorkforceTexts } from './texts.ts'

export type Team = WireResponseOf<typeof workforce.listTeams>['items'][number]
export type Post = WireResponseOf<typeof workforce.listPosts>['items'][number]
export type EmployeeRow = WireResponseOf<typeof workforce.listEmployees>['items'][number]
export type Employee = WireResponseOf<typeof workforce.readEmployee>
export type Certificate = Employee['certificates'][number]

export const CERTIFICATE_KINDS = [
  'electrician',
  'lift-safety',
  'fire-operator',
  'security-guard',
  'welder',
  'property-manager',
  'first-aid',
  'driver',
  'other',
] as const satisfies readonly Certificate['kind'][]

export const teamsQuery = queryOptions({
  queryKey: [workforce.listTeams.path],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await call(workforce.listTeams, { signal })).items,
})

export const postsQuery = queryOptions({
  queryKey: [workforce.listPosts.path],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await call(workforce.listPosts, { signal })).items,
})

/** One employee's file. */
export function useEmployee(employeeId: string) {
  return useQuery({
    queryKey: [workforce.listEmployees.path, 'one', employeeId],
    queryFn: ({ signal }) => call(workforce.readEmployee, { params: { employeeId }, signal }),
  })
}

/** Everything about the organisation is asked again. */
export async function renewWorkforce(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => typeof queryKey[0] === 'string' && queryKey[0].startsWith('/workforce/'),
  })
}

/** Why this person may not do it, or undefined: `reason={useReason('workforce.staff.manage')}`. */
export function useReason(permission: Permission): string | undefined {
  const t = useWorkforceTexts()
  const name = usePermissionTexts()
  return useCan(permission) ? undefined : t('needsPermission', { permission: name(permission) })
}

/** The same for what every community uses. */
export function useCompanyReason(permission: Permission): string | undefined {
  const t = useWorkforceTexts()
  const reason = useReason(permission)
  const actor = useActor()
  return reason ?? (actor.communityIds === null ? undefined : t('wholeCompany'))
}

export interface TeamNode extends Team {
  depth: number
}

/** The tree as rows: each team below the one above it, with its depth. Teams whose parent is out of sight stand at the top. */
export function treeRows(teams: readonly Team[]): TeamNode[] {
  const known = new Set(teams.map(team => team.id))
  const below = (parentId: string | null, depth: number): TeamNode[] =>
    teams
      .filter(team => (team.parentId !== null && known.has(team.parentId) ? team.parentId : null) === parentId)
      .flatMap(team => [{ ...team, depth }, ...below(team.id, depth + 1)])
  return below(null, 0)
}
