/** The service refuses; thrown by whatever plays an operation, before it has changed anything. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}
