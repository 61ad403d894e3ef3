import { routes } from '@anju/contract'
import { z } from 'zod'
import type { SettingDefinition } from '../settings/define-setting.ts'

/** A module that a company may switch off. */
export interface FeatureDefinition {
  module: string
  /** Modules that must be open for this one to be. */
  requires: readonly string[]
  /** The decision is kept and remembered like a setting, under a key of its own. */
  setting: SettingDefinition<z.ZodBoolean>
}

/** Modules in their order, by their routes. */
const MODULES = [...new Set(routes.map(route => route.module))]

const definitions = new Map<string, FeatureDefinition>()

/** Makes a module one that may be switched off; called for `feature` in a module's table of contents. */
export function declareFeature(module: string, requires: readonly string[]): void {
  const name = { 'zh-CN': module, en: module }
  definitions.set(module, {
    module,
    requires,
    setting: {
      ...{ key: featureKey(module), level: 'community', schema: z.boolean(), fallback: true },
      ...{ label: name, help: null, control: { kind: 'boolean' } },
    },
  })
}

/** Under which key the decision about a module is kept. */
export function featureKey(module: string): string {
  return `features.${module}`
}

export function featureDefinition(module: string): FeatureDefinition | undefined {
  return definitions.get(module)
}

/** Every module that may be switched off, in the order of modules. */
export function featureDefinitions(): FeatureDefinition[] {
  return [...definitions.values()].sort((one, other) => MODULES.indexOf(one.module) - MODULES.indexOf(other.module))
}
