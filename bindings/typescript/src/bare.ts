import { readAssessed } from './answers.js'
import { called, type Carrier } from './core.js'
import type { Assessed } from './types.js'
import { Values } from './values.js'
import { Writer } from './writer.js'

/** A model whose requests and answers are bare values, as a build of the core has it: `wire::Bare`. */
export interface NativeBare {
  /** The texts that stand as their places in this list. */
  names(): string[]
  /**
   * Puts the answer of `assess` in the place of its request, and returns the text beside it; null
   * where one of them cannot be said so.
   */
  assess(numbers: Float64Array, text: string): string | null
}

/** Room for the values of a request, and then of its answer; what needs more goes as JSON text. */
const numbers = new Float64Array(16_384)

/** While a request is being written its getters may ask for another assessment. */
let writing = false

/** Carries requests and answers as bare values by their positions, see `core/src/wire/bare`. */
export class Bare implements Carrier {
  private readonly values: Values
  private readonly writer: Writer

  constructor(private readonly native: NativeBare) {
    const names = native.names()
    this.values = new Values(numbers, names)
    this.writer = new Writer(numbers, new Map(names.map((name, place) => [name, place])))
  }

  assess(request: unknown): Assessed | undefined {
    const text = this.written(request)
    if (text === undefined) return undefined
    const beside = called(() => this.native.assess(numbers, text))
    if (beside === null) return undefined
    const answer = this.values.of(beside).object(readAssessed)
    // Nothing of a lead stays in a model.
    this.values.of('')
    return answer
  }

  private written(request: unknown): string | undefined {
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
