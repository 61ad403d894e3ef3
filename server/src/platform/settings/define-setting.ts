import type { z } from 'zod'
import { type ChoiceWords, controlOf, type SettingControl, type Words } from './setting-control.ts'

export interface SettingDefinition<S extends z.ZodType = z.ZodType> {
  /** `module.name`, such as `service-desk.silenceHours`. */
  key: string
  /** `company`: one value for all. `community`: a community may differ from its company. */
  level: 'company' | 'community'
  schema: S
  /** What holds while nobody has decided. */
  fallback: z.output<S>
  label: Words
  /** What it changes, in a sentence. */
  help: Words | null
  /** How a screen draws it, read from the schema. */
  control: SettingControl
}

interface SettingParts<S extends z.ZodType> {
  level: 'company' | 'community'
  schema: S
  fallback: z.output<S>
  label: Words
  help?: Words
  /** Of a number: 小时 / hours. */
  unit?: Words
  /** Of an enum, or of a list of one: what each value is called. */
  choices?: ChoiceWords
}

const definitions = new Map<string, SettingDefinition>()

/**
 * Declares what a company may decide for itself. Belongs into the `settings` of its module's table of contents; the key begins
 * with the module. The schema is a boolean, a number, a text, an enum, or a list of texts or of an enum: from it the screen draws.
 * Read it by `readSetting(tx, definition, { communityId })`.
 */
export function defineSetting<S extends z.ZodType>(key: string, parts: SettingParts<S>): SettingDefinition<S> {
  if (!/^[a-z-]+\.[a-zA-Z0-9]+$/.test(key)) throw new Error(`A setting is named module.name, not "${key}".`)
  if (!parts.schema.safeParse(parts.fallback).success)
    throw new Error(`The fallback of ${key} does not fit its own schema.`)
  const control = controlOf(key, parts.schema, parts)
  const { level, schema, fallback, label, help = null } = parts
  const definition = { key, level, schema, fallback, label, help, control }
  definitions.set(key, definition)
  return definition
}

/** A setting by its key; undefined when no module declares it. Switches of modules are kept apart (features/). */
export function settingDefinition(key: string): SettingDefinition | undefined {
  return definitions.get(key)
}

/** Every setting that the loaded modules declare, in the order of their declaration. */
export function settingDefinitions(): SettingDefinition[] {
  return [...definitions.values()]
}
