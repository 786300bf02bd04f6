import { LeadgradeError } from './error.js'
import type { Assessed, ErrorAnswer } from './types.js'

/** Text, or its bytes in UTF-8. */
export type Text = string | Uint8Array

/**
 * A compiled model in a build of the core. Its methods throw errors whose message is the JSON text
 * of an {@link ErrorAnswer}; call them through {@link called}.
 */
export interface NativeModel {
  /**
   * Runs an operation (`wire::Call`) and returns its answer as JSON text. `exact`: whole numbers of
   * the request are exact; otherwise numbers are the nearest doubles.
   */
  call(
    operation: string,
    other: NativeModel | undefined,
    history: NativeHistory | undefined,
    request: Text,
    exact: boolean,
  ): string
}

/** A history in a build of the core. */
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

/** A build of the core, which a package installs with {@link install}. */
export interface Core {
  compile(text: Text, format: 'toml' | 'json'): NativeModel
  /** Restores a stored history; without an argument, creates an empty one. */
  history(stored?: Text): NativeHistory
  /** The fast path of `assess`, if the build has one. */
  fastPath?(model: NativeModel): FastPath
}

/** Assesses without JSON text. Returns undefined for a request that only JSON text can carry. */
export interface FastPath {
  assess(request: unknown): Assessed | undefined
}

let installed: Core | undefined

/** Sets the build to use; each package calls this once. */
export function install(core: Core): void {
  installed = core
}

/** The build in use. @throws {LeadgradeError} before {@link install}. */
export function core(): Core {
  if (!installed) {
    const message = 'the package was used before it was loaded'
    throw new LeadgradeError([{ code: 'not_loaded', path: '', message, help: 'import the package first' }])
  }
  return installed
}

/**
 * Calls a build of the core and turns what it throws into a {@link LeadgradeError}.
 * @throws {LeadgradeError}
 */
export function called<T>(call: () => T): T {
  try {
    return call()
  } catch (error) {
    throw LeadgradeError.from(error)
  }
}
