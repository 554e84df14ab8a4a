/** `node bundle.mjs <bundler> <entry> <folder>`: bundles a program as a user of it would, minified, and prints its version. */
const [name, entry, folder] = process.argv.slice(2);
const { bundle } = await import(`./${name}.mjs`);
console.log(await bundle(entry, folder));
