import { useQuery } from '@tanstack/react-query'
import { Select, type SelectProps } from 'antd'
import { teamsQuery, treeRows } from './workforce.ts'

/** A team of the organisation, indented as it hangs in the tree. */
export function TeamSelect(props: Omit<SelectProps<string>, 'options'> & { without?: string }) {
  const { without, ...select } = props
  const { data = [], isLoading } = useQuery(teamsQuery)
  const options = treeRows(data)
    .filter(team => team.id !== without)
    .map(team => ({ value: team.id, label: team.name, depth: team.depth }))
  return (
    <Select
      {...select}
      loading={isLoading}
      options={options}
      optionRender={option => <span style={{ paddingLeft: option.data.depth * 16 }}>{option.label}</span>}
      showSearch={{ optionFilterProp: 'label' }}
    />
  )
}
