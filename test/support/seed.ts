/**
 * Properties try the same cases every time, so that a failure is the change's own. PROPERTY_SEED, a whole number, makes them try
 * others: the nightly run has one of its own each night.
 */
export function seedOf(own: number): number {
  return own + Number(process.env["PROPERTY_SEED"] ?? 0);
}
