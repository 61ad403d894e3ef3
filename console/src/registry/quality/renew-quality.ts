import { registry } from '@anju/contract'
import { queryClient } from '../../api.ts'

/** The counts and the list ask again after a finding was left or counted again. */
export function renewQuality() {
  for (const { path } of [registry.qualityOverview, registry.listQualityFindings])
    void queryClient.invalidateQueries({ queryKey: [path] })
}
