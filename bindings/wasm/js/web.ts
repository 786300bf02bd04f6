import { begin } from './instance.js'
import init from './wasm/leadgrade.js'

export * from './shared.js'

/** Where {@link load} gets the module from: its address, a response, its bytes, or a compiled module. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module

let loading: Promise<void> | undefined

/**
 * Loads the module; call it before anything else, which is synchronous. Further calls do nothing,
 * unless loading failed. Without `source` it fetches the file next to this script, which bundlers
 * include by themselves.
 * @throws the error of the browser if the module cannot be fetched or compiled.
 */
export function load(source?: Source): Promise<void> {
  loading ??= (source === undefined ? init() : init({ module_or_path: source })).then(
    begin,
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  return loading
}
