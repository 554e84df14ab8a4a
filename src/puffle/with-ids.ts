/** A query as the wire has it: ids separated by commas. */
export function withIds<Query extends { readonly ids?: readonly string[] | string }>({
  ids,
  ...query
}: Query): Omit<Query, "ids"> & { readonly ids?: string } {
  return { ...query, ...(ids !== undefined && { ids: typeof ids === "string" ? ids : ids.join(",") }) };
}
