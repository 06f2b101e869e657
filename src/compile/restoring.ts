import type { Emit } from '../language/pass.js';

/**
 * Puts the old values of slots back when `emit` returns. A slot bound `upward` that had a value before
 * keeps its new one.
 */
export function restoring(bound: ReadonlyMap<number, boolean>, emit: Emit): Emit {
  const slots = [...bound.keys()];
  const [first, second, ...more] = slots;
  const upward = [...bound.values()].includes(true);
  if (first === undefined) return emit;
  if (!upward && more.length === 0) {
    if (second === undefined) {
      return (pass) => {
        const old = pass.slots[first];
        const out = emit(pass);
        pass.slots[first] = old;
        return out;
      };
    }
    return (pass) => {
      const old = pass.slots[first];
      const older = pass.slots[second];
      const out = emit(pass);
      pass.slots[first] = old;
      pass.slots[second] = older;
      return out;
    };
  }
  const keeps = [...bound.values()];
  return (pass) => {
    const old = slots.map((slot) => pass.slots[slot]);
    const out = emit(pass);
    for (let i = 0; i < slots.length; i++) {
      if (!keeps[i] || old[i] === undefined) pass.slots[slots[i] as number] = old[i];
    }
    return out;
  };
}
