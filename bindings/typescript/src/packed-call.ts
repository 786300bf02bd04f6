import { readAssessed } from './answers.js'
import { called, type FastPath } from './core.js'
import type { Assessed } from './types.js'
import { PackedReader } from './packed-reader.js'
import { PackedWriter } from './packed-writer.js'

/** Packed calls of a model in the native module: `wire::PackedCall` of the core. */
export interface NativePackedCall {
  /** The text table: requests and answers contain these texts by their positions. */
  texts(): string[]
  /**
   * Calls `assess`. Overwrites the numbers of the request with those of the answer, and returns the
   * other texts of the answer, joined; null if the request or the answer cannot be packed.
   */
  assess(numbers: Float64Array, text: string): string | null
}

/** Holds the numbers of a request and then of its answer; longer ones go as JSON text. */
const numbers = new Float64Array(16_384)

/** True while a request is being packed, since its getters may call `assess` again. */
let writing = false

/** Passes requests and answers as numbers and one text; `core/src/wire/packed` has the format. */
export class PackedCall implements FastPath {
  private readonly reader: PackedReader
  private readonly writer: PackedWriter

  constructor(private readonly native: NativePackedCall) {
    const texts = native.texts()
    this.reader = new PackedReader(numbers, texts)
    this.writer = new PackedWriter(numbers, new Map(texts.map((text, position) => [text, position])))
  }

  assess(request: unknown): Assessed | undefined {
    const text = this.pack(request)
    if (text === undefined) return undefined
    const texts = called(() => this.native.assess(numbers, text))
    if (texts === null) return undefined
    const answer = this.reader.start(texts).object(readAssessed)
    // So that the model keeps no data of the lead.
    this.reader.start('')
    return answer
  }

  private pack(request: unknown): string | undefined {
    if (writing) return undefined
    writing = true
    try {
      return this.writer.write(request)
    } finally {
      this.writer.forget()
      writing = false
    }
  }
}
