import http from "node:http";
import { refuseUndecodable } from "./refuse-undecodable.mjs";

// Next tells a route nothing of the connection. So each request is given the address of its other
// end here, before Next sees it, over whatever the request says itself. An address that Next's
// router would break on is answered here too.
const emit = http.Server.prototype.emit;

http.Server.prototype.emit = function emitWithPeer(event, ...args) {
  if (event === "request") {
    args[0].headers["x-evlf-peer"] = args[0].socket.remoteAddress ?? "";
    if (refuseUndecodable(args[0], args[1])) return true;
  }
  return emit.call(this, event, ...args);
};
globalThis.evlfPeerAddress = true;
