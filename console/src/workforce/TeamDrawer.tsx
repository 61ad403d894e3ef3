import { type WireRequestOf, workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useActor } from '../session.tsx'
import { conflictsOf } from '../shell/form/conflicts-of.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { EmployeeSelect } from './EmployeeSelect.tsx'
import { TeamSelect } from './TeamSelect.tsx'
import { useWorkforceTexts } from './texts.ts'
import { renewWorkforce, type Team, teamsQuery } from './workforce.ts'

type Values = Omit<WireRequestOf<typeof workforce.createTeam>['body'], 'id' | 'communityId'> & { communityId: string }

const EVERYWHERE = 'all'

interface TeamDrawerProps {
  team: Team | undefined
  parent: Team | undefined
  open: boolean
  close: () => void
}

/** Adds a team below another, or edits one. */
export function TeamDrawer({ team, parent, open, close }: TeamDrawerProps) {
  const t = useWorkforceTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const from = team ?? {
    ...{ name: '', kind: parent?.kind === 'project' ? 'team' : 'project', position: 0, headId: null },
    ...{ parentId: parent?.id ?? null, communityId: parent?.communityId ?? null },
  }
  const initial = { ...from, communityId: from.communityId ?? EVERYWHERE } as Values
  const submit = (values: Values, idempotencyKey: string, version: number) => {
    const communityId = values.communityId === EVERYWHERE ? null : values.communityId
    const body = { ...values, communityId, headId: values.headId ?? null, parentId: values.parentId ?? null }
    return team
      ? call(workforce.editTeam, {
          params: { teamId: team.id },
          body: { ...body, version },
          idempotencyKey,
        })
      : call(workforce.createTeam, { body: { ...body, id: id.current }, idempotencyKey })
  }
  const done = async (saved: Team) => {
    id.current = newId()
    await renewWorkforce()
    close()
    void message.success(t('team.saved', { name: saved.name }))
  }
  return (
    <FormDrawer<Values, Team>
      open={open}
      onClose={close}
      title={t(team ? 'team.edit' : 'team.new')}
      initialValues={initial}
      submit={submit}
      conflicts={useTeamConflicts(team)}
      onDone={saved => void done(saved)}
    >
      <Form.Item
        name="name"
        label={t('team.name')}
        rules={[{ required: true, whitespace: true, message: t('team.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <KindItem fixed={team?.kind === 'company'} />
      {team?.kind === 'company' ? null : (
        <Form.Item name="parentId" label={t('team.parent')} rules={[{ required: true }]}>
          <TeamSelect without={team?.id} />
        </Form.Item>
      )}
      <CommunityItem />
      <Form.Item name="headId" label={t('team.head')} extra={t('team.headHint')}>
        <EmployeeSelect chosen={team?.headId ? { id: team.headId, name: team.headName ?? '' } : null} />
      </Form.Item>
      <Form.Item name="position" label={t('team.position')}>
        <InputNumber min={0} max={9999} precision={0} />
      </Form.Item>
    </FormDrawer>
  )
}

function useTeamConflicts(team: Team | undefined) {
  const t = useWorkforceTexts()
  const { all } = useCommunity()
  const teams = useQuery(teamsQuery).data ?? []
  return conflictsOf<Team, Values>(team, {
    read: async () => (await call(workforce.listTeams)).items.find(one => one.id === team?.id),
    values: ({ name, kind, parentId, communityId, headId, position }) => {
      return { name, kind, parentId, communityId: communityId ?? EVERYWHERE, headId, position }
    },
    labels: {
      ...{ name: t('team.name'), kind: t('team.kind'), parentId: t('team.parent'), communityId: t('team.community') },
      ...{ headId: t('team.head'), position: t('team.position') },
    },
    show: (field, value) => {
      if (field === 'kind') return t(`kind.${value as Team['kind']}`)
      if (field === 'parentId') return teams.find(one => one.id === value)?.name
      if (field === 'headId') return teams.find(one => one.headId === value)?.headName ?? (value ? '…' : undefined)
      if (field !== 'communityId') return undefined
      return all.find(one => one.id === value)?.name ?? t('team.everyCommunity')
    },
  })
}

function KindItem({ fixed }: { fixed: boolean }) {
  const t = useWorkforceTexts()
  const kinds = fixed ? (['company'] as const) : (['department', 'project', 'team'] as const)
  return (
    <Form.Item name="kind" label={t('team.kind')}>
      <Select disabled={fixed} options={kinds.map(value => ({ value, label: t(`kind.${value}`) }))} />
    </Form.Item>
  )
}

function CommunityItem() {
  const t = useWorkforceTexts()
  const { all } = useCommunity()
  const mayAll = useActor().communityIds === null
  const options = [
    { value: EVERYWHERE, label: t('team.everyCommunity'), disabled: !mayAll },
    ...all.map(one => ({ value: one.id, label: one.name })),
  ]
  return (
    <Form.Item
      name="communityId"
      label={t('team.community')}
      extra={t('team.communityHint')}
      rules={[{ required: true }]}
    >
      <Select options={options} showSearch={{ optionFilterProp: 'label' }} />
    </Form.Item>
  )
}
