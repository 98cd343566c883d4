"use client";

import { createContext, useContext } from "react";

/** Who uses this browser now; the e-mail is null for a guest. */
export type Visitor = { email: string | null };

const Context = createContext<Visitor>({ email: null });

export const VisitorProvider = Context.Provider;

export const useVisitor = (): Visitor => useContext(Context);
