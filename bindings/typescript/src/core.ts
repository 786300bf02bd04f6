import { LeadgradeError } from './error.js'
import type { Assessed } from './types.js'

/** Text, or its bytes in UTF-8. */
export type Text = string | Uint8Array

/** A compiled model, as a build of the core has it. What is refused is thrown, see {@link called}. */
export interface NativeModel {
  /** `wire::Call`: an operation's answer as JSON text. `exact`: whole numbers stand for themselves. */
  call(
    operation: string,
    other: NativeModel | undefined,
    history: NativeHistory | undefined,
    request: Text,
    exact: boolean,
  ): string
}

/** A history, as a build of the core has it. */
export interface NativeHistory {
  observe(model: NativeModel, event: Text, exact: boolean): string
  observeAll(model: NativeModel, events: Text, exact: boolean): string
  forgetIdsBefore(model: NativeModel, day: string): string
  merge(other: NativeHistory): void
  equals(other: NativeHistory): boolean
  info(): string
  free(): void
  toBytes(): Uint8Array
  toJson(): string
}

/** A build of the core: what the classes stand on. */
export interface Core {
  compile(text: Text, format: 'toml' | 'json'): NativeModel
  /** The history that was stored, or without one the empty history. */
  history(stored?: Text): NativeHistory
  /** A way without JSON text, where calls are so quick that it matters. */
  carrier?(model: NativeModel): Carrier
}

/** Carries requests and answers some other way than as JSON text; nothing where it cannot. */
export interface Carrier {
  assess(request: unknown): Assessed | undefined
}

let installed: Core | undefined

/** Says which build to use; each package does so once. */
export function install(core: Core): void {
  installed = core
}

/** The build in use. */
export function core(): Core {
  if (!installed) {
    const message = 'the package was used before it was loaded'
    throw new LeadgradeError([{ code: 'not_loaded', path: '', message, help: 'import the package first' }])
  }
  return installed
}

/**
 * What a build of the core gives. It throws errors whose message is the core's refusal.
 * @throws {LeadgradeError}
 */
export function called<T>(call: () => T): T {
  try {
    return call()
  } catch (error) {
    throw LeadgradeError.from(error)
  }
}
