/** Answers every request with the same JSON; tells its parent the port, and ends with it. */
import { createServer } from "node:http";
import { answer } from "./answer.mjs";

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(answer) });
  response.end(answer);
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());
