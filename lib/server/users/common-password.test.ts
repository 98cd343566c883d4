import { expect, test } from "vitest";
import { isCommonPassword } from "./common-password";

test.each([
  "qwertyuiop",
  "Password",
  "passwordpassword",
  "password1234!",
  "2024-dragon-2024",
  "aaaaaaaaaaaa",
  "121212121212",
])("%s is refused", (password) => expect(isCommonPassword(password)).toBe(true));

test.each(["four plain words here", "seven herons over the lake", "kX9#mv2Lq0!wz"])(
  "%s is taken",
  (password) => expect(isCommonPassword(password)).toBe(false),
);
