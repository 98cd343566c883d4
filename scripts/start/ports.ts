import net from "node:net";
import { StartFailure } from "./failure";

const tryPort = (port: number, host?: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen({ port, ...(host === undefined ? {} : { host }), exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(got));
    });
  });

/** @throws StartFailure when something else listens on the port. */
export async function mustBeFree(port: number): Promise<void> {
  try {
    await tryPort(port);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EADDRINUSE") {
      throw new StartFailure(
        `Port ${port} is in use by another program: stop that, or choose another with PORT=${port + 1} npm start.`,
      );
    }
    if (code === "EACCES") {
      throw new StartFailure(
        `Port ${port} needs rights that this user lacks: choose one over 1023 with PORT.`,
      );
    }
    throw error;
  }
}

/** A port on the loopback address that nothing uses now. */
export const freeLoopbackPort = (): Promise<number> => tryPort(0, "127.0.0.1");

/** Whether something accepts connections on 127.0.0.1 at this port. */
export const listening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
