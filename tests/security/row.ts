import type { Init } from "./send";
import { ACTORS, type Actor, type World } from "./world";

export type Row = {
  /** As findDoors names it. */
  door: string;
  path: (world: World) => string;
  init?: (world: World) => Init;
  status: Record<Actor, number>;
  /** What must not stand in the answer. */
  without?: (world: World, actor: Actor) => string[];
  /** Shows the owner's words to whoever has its address: `without` says what it must not show. */
  open?: boolean;
  /** Who gets in where the owner does not. */
  by?: Actor;
};

/** The same for everybody. */
export const all = (status: number): Record<Actor, number> =>
  Object.fromEntries(ACTORS.map((actor) => [actor, status])) as Record<Actor, number>;

/** The owner's alone: nobody else learns that it is there, whatever their role. */
export const owned = (status: number): Record<Actor, number> => ({
  ...all(404),
  ...{ owner: status, "signed out": 401, revoked: 401 },
});

/** An admin's alone; for everybody else nothing is there. */
export const forAdmin = (status: number): Record<Actor, number> => ({
  ...all(404),
  ...{ admin: status, "signed out": 401, revoked: 401 },
});

/** For whoever is somebody here, guests too. */
export const known = (status: number): Record<Actor, number> => ({
  ...all(status),
  ...{ "signed out": 401, revoked: 401 },
});

export const post = (body?: unknown) => (): Init => ({ method: "POST", body });
