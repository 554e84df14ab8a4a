import type { Chance } from "../chance.ts";
import { refusal } from "./refusal.ts";
import type { OperationId } from "./wire.ts";

export type Permission = "read" | "write" | "lexi";

/** A key that is accepted, and what it may do. */
export interface LeadLexKey {
  readonly key: string;
  /** Default: everything. */
  readonly permissions?: readonly Permission[];
}

const ALL: readonly Permission[] = ["read", "write", "lexi"];

/** Which keys are accepted, and what they may do. A key is never repeated. */
export class Keys {
  readonly #chance: Chance;
  readonly #known: ReadonlyMap<string, readonly Permission[]> | undefined;
  readonly #revoked = new Set<string>();

  /** @param keys those that are accepted; undefined for every one that looks like one */
  constructor(chance: Chance, keys: readonly LeadLexKey[] | undefined) {
    this.#chance = chance;
    this.#known = keys && new Map(keys.map(({ key, permissions = ALL }) => [key, permissions]));
  }

  revoke(key: string): void {
    this.#revoked.add(key);
  }

  /**
   * The key comes first, whatever else is wrong.
   * @returns what it may do
   * @throws Refusal 401 `invalid_key`
   */
  permissionsOf(authorization: string | null): readonly Permission[] {
    const key = /^Bearer ([\x21-\x7e]+)$/.exec(authorization ?? "")?.[1];
    // Whether a missing header has a code of its own is not known.
    if (key === undefined) throw refusal(this.#chance, 401, "invalid_key", "missing_key");
    const permissions = this.#known ? this.#known.get(key) : key.startsWith("wbk_") ? ALL : undefined;
    if (!permissions || this.#revoked.has(key)) throw refusal(this.#chance, 401, "invalid_key", "invalid_key");
    return permissions;
  }

  /** @throws Refusal 403 `insufficient_permissions` */
  check(permissions: readonly Permission[], operation: OperationId, method: string): void {
    const needed = operation.includes("Lexi") ? "lexi" : method === "GET" ? "read" : "write";
    if (!permissions.includes(needed))
      throw refusal(this.#chance, 403, "insufficient_permissions", "permission", { what: needed });
  }
}
