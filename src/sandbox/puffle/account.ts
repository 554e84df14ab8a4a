import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import { invalidRequest, refusal } from "./refusal.ts";

/** The workspace's company and the user's profile. */
export const account: Handlers = {
  getContext(_, world) {
    return ok({ context: world.context, profile: world.profile });
  },

  updateContext({ body }, world) {
    const context = { extra: null, ...body.context };
    world.context = context;
    // Of the profile, only what is sent is applied. (S C2)
    if (body.profile) world.profile = { ...world.profile, ...body.profile };
    return ok({ context });
  },

  getAccount(_, world) {
    const { email = null, firstName = null, lastName = null } = world.account;
    const fullName = [firstName, lastName].filter(Boolean).join(" ") || null;
    // An API key is nobody's own session. (S C3)
    return ok({
      account: { id: world.userId, email, fullName },
      profile: { firstName, lastName },
      canManageAuth: false,
    });
  },

  updateAccount({ body }, world) {
    const { email, password, firstName, lastName } = body;
    if ([email, password, firstName, lastName].every((value) => value === undefined))
      throw refusal(world.chance, 400, "nothing_to_change");
    if (email !== undefined && password !== undefined)
      throw invalidRequest("email, password: cannot be changed in the same request");
    if (email !== undefined && !email.includes("@")) throw invalidRequest("email: is not a valid email");
    world.account = {
      ...world.account,
      ...(firstName !== undefined && { firstName }),
      ...(lastName !== undefined && { lastName }),
    };
    // A new address waits for a person who follows the link in a mail. (S C4)
    return ok(email === undefined ? {} : { pendingEmail: email, emailChangeSent: true });
  },
};
