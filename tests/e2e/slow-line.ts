import net from "node:net";

/** A connection to the app that can be slow and can be cut, as a person's is. */
export type SlowLine = {
  /** The app's address over this line. */
  url: string;
  /** Lets through so many bytes a second from now on; null: all of them. */
  limit: (bytesPerSecond: number | null) => void;
  /** Cuts a connection once so many bytes have gone up on it, the first `times` times. */
  cutAfter: (bytes: number, times: number) => void;
  /** How often it was cut. */
  cuts: () => number;
  close: () => Promise<void>;
};

const TICK_MS = 50;
/** After a cut nobody gets through for so long: a browser itself sends again what is cut but once. */
const DOWN_MS = 2_500;

/** Listens on a free port and passes everything on to the app at `target`. */
export async function slowLine(target: string): Promise<SlowLine> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<net.Socket>();
  let speed: number | null = null;
  let [cutAt, cutsLeft, cuts] = [0, 0, 0];
  let downUntil = 0;
  const server = net.createServer((near) => {
    if (Date.now() < downUntil) {
      near.destroy();
      return;
    }
    const far = net.connect(Number(port), hostname);
    let up = 0;
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      socket.once("close", end);
      socket.on("error", end);
    }
    far.pipe(near);
    near.on("data", (piece: Buffer) => {
      up += piece.length;
      if (cutsLeft > 0 && up > cutAt) {
        cutsLeft -= 1;
        cuts += 1;
        downUntil = Date.now() + DOWN_MS;
        end();
        return;
      }
      far.write(piece);
      if (speed === null) return;
      near.pause();
      setTimeout(() => near.resume(), Math.max(TICK_MS, (piece.length / speed) * 1_000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as net.AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    limit: (bytesPerSecond) => {
      speed = bytesPerSecond;
    },
    cutAfter: (bytes, times) => {
      cutAt = bytes;
      cutsLeft = times;
    },
    cuts: () => cuts,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
