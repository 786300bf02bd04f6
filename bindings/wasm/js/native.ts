import type { Core, NativeHistory, NativeModel, Text } from '../../typescript/src/core.js'
import { textual } from './text.js'
import { NativeHistory as WasmHistory, NativeModel as WasmModel } from './wasm/leadgrade.js'

/** A model in the module's memory. */
export class ModelOfWasm implements NativeModel {
  readonly held: WasmModel

  constructor(text: Text, format: 'toml' | 'json') {
    this.held = new WasmModel(textual(text), format === 'toml')
  }

  call(
    operation: string,
    other: ModelOfWasm | undefined,
    history: HistoryOfWasm | undefined,
    request: Text,
    exact: boolean,
  ): string {
    const text = textual(request)
    if (history && other) {
      return this.held.callHistoryWith(operation, history.held, other.held, text, exact)
    }
    if (history) return this.held.callHistory(operation, history.held, text, exact)
    if (other) return this.held.callWith(operation, other.held, text, exact)
    return this.held.call(operation, text, exact)
  }
}

/** A history in the module's memory. */
export class HistoryOfWasm implements NativeHistory {
  readonly held: WasmHistory

  constructor(stored?: Text) {
    if (stored === undefined) this.held = new WasmHistory()
    else if (typeof stored === 'string') this.held = WasmHistory.fromJson(stored)
    else this.held = WasmHistory.fromBytes(stored)
  }

  observe(model: ModelOfWasm, event: Text, exact: boolean): string {
    return this.held.observe(model.held, textual(event), exact)
  }

  observeAll(model: ModelOfWasm, events: Text, exact: boolean): string {
    return this.held.observeAll(model.held, textual(events), exact)
  }

  forgetIdsBefore(model: ModelOfWasm, day: string): string {
    return this.held.forgetIdsBefore(model.held, day)
  }

  merge(other: HistoryOfWasm): void {
    if (other === this) this.held.mergeSelf()
    else this.held.merge(other.held)
  }

  equals(other: HistoryOfWasm): boolean {
    return this.held.equals(other.held)
  }

  info(): string {
    return this.held.info()
  }

  toBytes(): Uint8Array {
    return this.held.toBytes()
  }

  toJson(): string {
    return this.held.toJson()
  }
}

/** The core as this package builds it. */
export const CORE: Core = {
  compile: (text, format) => new ModelOfWasm(text, format),
  history: (stored) => new HistoryOfWasm(stored),
}
