/** The part of oidc-provider that the tests use; it brings no types. */
declare module "oidc-provider" {
  import type { RequestListener } from "node:http";

  export type Context = {
    path: string;
    body?: unknown;
    status: number;
    type: string;
    response: { get: (header: string) => string | undefined; remove: (header: string) => void };
  };

  class Provider {
    constructor(issuer: string, configuration: object);
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void;
    callback(): RequestListener;
  }

  // biome-ignore lint/style/noDefaultExport: the package's own form
  export { Provider as default };
}
