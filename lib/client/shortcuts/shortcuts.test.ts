// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import { SHORTCUTS, shortcutOf } from "@/lib/client/shortcuts/shortcuts";

afterEach(() => document.body.replaceChildren());

const pressed = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false },
  ...{ isComposing: false, defaultPrevented: false, repeat: false },
  ...more,
});

function inside(html: string, selector: string): Element {
  document.body.innerHTML = html;
  const element = document.querySelector(selector);
  if (element === null) throw new Error(`nothing fits ${selector}`);
  return element;
}

describe("a single key", () => {
  it("does one thing each", () => {
    const keys = SHORTCUTS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key, shortcut } of SHORTCUTS)
      expect(shortcutOf(pressed(key), document.body)).toBe(shortcut);
  });

  it.each([
    ["<input type='search'>", "input"],
    ["<textarea></textarea>", "textarea"],
    ["<select><option>a</option></select>", "option"],
    ["<div contenteditable='true'><b>a</b></div>", "b"],
    ["<div role='dialog'><button>a</button></div>", "button"],
    ["<div role='menu'><div role='menuitem'>a</div></div>", "[role=menuitem]"],
  ])("is a letter in %s", (html, selector) => {
    const element = inside(html, selector);
    for (const { key } of SHORTCUTS) expect(shortcutOf(pressed(key), element)).toBeNull();
  });

  it("is left to the browser with Control, Alt or Command, in an input method and when taken", () => {
    for (const more of [
      { ctrlKey: true },
      { altKey: true },
      { metaKey: true },
      { isComposing: true },
      { defaultPrevented: true },
    ])
      expect(shortcutOf(pressed("n", more), document.body)).toBeNull();
  });

  it("held down walks from message to message and does nothing else twice", () => {
    expect(shortcutOf(pressed("j", { repeat: true }), document.body)).toBe("next-message");
    expect(shortcutOf(pressed("r", { repeat: true }), document.body)).toBeNull();
  });
});
