import type { NativePackedCall } from '../../typescript/src/packed-call.js'
import { LeadgradeError, type NativeHistory, type NativeModel, type Text } from '../../typescript/src/index.js'

/** Profiles and events in memory. */
export interface NativeDataset {
  rows(): [number, number]
}

/** Cancels a task of the native module. */
export interface Cancel {
  cancel(): void
}

/** Tables as Arrow IPC: profiles, events. */
export type Tables = readonly [Uint8Array | undefined, Uint8Array | undefined]

/** A model of the native module, with packed calls and tables. */
export interface NodeModel extends NativeModel {
  packedCall(): NativePackedCall
  assessTable<Scored>(
    tables: NativeDataset | Tables,
    instants: Uint8Array | undefined,
    request: string,
    file: boolean,
    cancel: Cancel,
  ): Promise<Scored>
}

/** The native module; `native/` has its source. */
interface Native {
  compile(text: Text, toml: boolean): NativeModel
  history(stored?: Text): NativeHistory
  dataset(profiles: Tables[0], events: Tables[1], cancel: Cancel): Promise<NativeDataset>
  Cancel: new () => Cancel
}

/** Loads the native module, which the build puts into `dist` for one platform. */
function load(): Native {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require('../../native.js') as Native
  } catch (cause) {
    const { arch, platform, version } = process
    const message = `the native module for ${platform} on ${arch} cannot be loaded by Node ${version}`
    const help =
      'build it with Rust: `npm ci && npm run build:release` in bindings/node of the repository; ' +
      'or use the package `leadgrade-wasm`, which runs everywhere'
    throw new LeadgradeError([{ code: 'no_native_module', path: '', message, help }], { cause })
  }
}

export const native = load()
