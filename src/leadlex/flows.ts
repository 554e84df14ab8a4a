/**
 * The methods that are made of several calls, and what explains a failure. In the package they are a file of their own,
 * loaded when one of them is first needed.
 */
export const flows = () => import("./on-demand.ts");
