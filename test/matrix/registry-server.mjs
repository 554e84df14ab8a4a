/** The registry, in a process of its own: says on which port it listens. */
import { readFileSync } from "node:fs";
import { runServer } from "verdaccio";

const server = await runServer(JSON.parse(readFileSync(process.argv[2], "utf8")));
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
// Nobody is left to ask it for anything.
process.on("disconnect", () => process.exit());
