// Random numbers from a seed (mulberry32): the same on every machine.
export function random(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (many) => Math.floor(next() * many)
  return { below, chance: (share) => next() < share, one: (list) => list[below(list.length)] }
}
