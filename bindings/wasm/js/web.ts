import { begin } from './instance.js'
import init from './wasm/leadgrade.js'

export * from './shared.js'

/** Where the module comes from: its address, a response, or its bytes. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module

let loading: Promise<void> | undefined

/**
 * Loads the module, once; everything else is synchronous from then on. Without a source the file
 * beside this one is fetched, which bundlers find by themselves.
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
