import { registry as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listVehicleApplications } from './application-view.ts'
import { VEHICLE_WORDS } from './export-vehicles.ts'

const STATE_WORDS = { open: '待处理', approved: '已通过', rejected: '已拒绝', withdrawn: '已撤回' }

/** The applications as a file, with the same filters. */
export const exportVehicleApplications = defineExport(
  contract.exportVehicleApplications,
  '车辆申请',
  listVehicleApplications,
  [
    { title: '车牌', value: row => row.plate, width: 14 },
    { title: '车辆类型', value: row => VEHICLE_WORDS[row.kind] },
    { title: '品牌', value: row => row.brand },
    { title: '型号', value: row => row.model },
    { title: '颜色', value: row => row.colour },
    { title: '申请人', value: row => row.personName },
    { title: '小区', value: row => row.communityName, width: 16 },
    { title: '房产', value: row => row.premisesLabel, width: 22 },
    { title: '本户已有车辆', value: row => row.sameHousehold, format: 'integer' },
    { title: '说明', value: row => row.notes, width: 24 },
    { title: '申请时间', value: row => row.createdAt, format: 'instant', width: 18 },
    { title: '状态', value: row => STATE_WORDS[row.state] },
    { title: '处理人', value: row => row.decidedName },
    { title: '处理时间', value: row => row.decidedAt, format: 'instant', width: 18 },
    { title: '理由', value: row => row.reason, width: 24 },
  ],
)
