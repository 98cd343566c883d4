import http from "node:http";

// Next tells a route nothing of the connection. So each request is given the address of its other
// end here, before Next sees it, over whatever the request says itself.
const emit = http.Server.prototype.emit;

http.Server.prototype.emit = function emitWithPeer(event, ...args) {
  if (event === "request") args[0].headers["x-evlf-peer"] = args[0].socket.remoteAddress ?? "";
  return emit.call(this, event, ...args);
};
globalThis.evlfPeerAddress = true;
