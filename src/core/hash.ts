/** 64 bits of a text, as two numbers: it tells texts apart, and is no secret. */
export type Hash = readonly [number, number];

export function hash(text: string, [a, b]: Hash = [0x811c9dc5, 0x2545f491]): Hash {
  let one = a | 0;
  let two = b | 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul((two << 5) ^ (two >>> 27) ^ unit, 0x9e3779b1);
  }
  return [mixed(one ^ text.length) >>> 0, mixed(two + one) >>> 0];
}

/** The same as text, to be written down. */
export function written([one, two]: Hash): string {
  return one.toString(16).padStart(8, "0") + two.toString(16).padStart(8, "0");
}

/** Lets every bit change all others. */
function mixed(value: number): number {
  const half = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  const whole = Math.imul(half ^ (half >>> 15), 0x846ca68b);
  return whole ^ (whole >>> 16);
}
