import { readFileSync } from 'node:fs'
import { begin } from './instance.js'
import { initSync } from './wasm/leadgrade.js'

export * from './shared.js'

/** Where the module comes from; in Node it is always the file of this package. */
export type Source = undefined

begin(initSync({ module: readFileSync(new URL('./wasm/leadgrade_bg.wasm', import.meta.url)) }))

/** Does nothing: in Node the module is there when the package is. For code that also runs in browsers. */
export async function load(): Promise<void> {}
