/** The package's version, as the User-Agent names it; a test keeps it equal to package.json's. */
export const VERSION = "0.3.0";
