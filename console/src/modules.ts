import { workspace } from './workspace/routes.tsx'

/** Every module of the console. A new one adds its import and its name here, and nothing else outside its folder. */
export const modules = [workspace] as const
