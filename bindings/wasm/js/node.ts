import { readFileSync } from 'node:fs'
import { begin } from './instance.js'
import { initSync } from './wasm/leadgrade.js'

export * from './shared.js'

/** Where {@link load} gets the module from; in Node it is always the file of this package. */
export type Source = undefined

begin(initSync({ module: readFileSync(new URL('./wasm/leadgrade_bg.wasm', import.meta.url)) }))

/** Does nothing, since importing the package loads the module in Node. For code that also runs in browsers. */
export async function load(): Promise<void> {}
