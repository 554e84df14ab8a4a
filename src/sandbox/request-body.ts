/** What a request carries. */
export interface RequestBody {
  readonly body: string;
  /** The parts of a form, for what is uploaded. */
  readonly form?: FormData;
}

/** Reads a request's body: text, unless it says that it is a form. A form that can't be taken apart has no parts. */
export async function readBody(request: Pick<Request, "text" | "formData">, type: string | null): Promise<RequestBody> {
  if (!type || !/^multipart\/form-data\b/i.test(type)) return { body: await request.text() };
  const form = await request.formData().catch(() => undefined);
  return { body: "", ...(form && { form }) };
}
