/** What import times are compared with. */
export const VERSION = "0.0.0";
