// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { RichText } from "@/lib/client/chat/rich-text";
import { parseMarks } from "@/lib/contracts/reading/marks";

afterEach(cleanup);

it.each([
  "<script>window.pwned=1</script>",
  '"><img src=x onerror=window.pwned=1>',
  "<svg onload=window.pwned=1>",
  "[click](javascript:window.pwned=1)",
  "[a shop](https://evil.example/buy)",
  "![pixel](https://evil.example/pixel.png)",
  "<a href=https://evil.example>go</a>",
  "**<iframe src=//evil.example>** and *<style>*{display:none}</style>*",
  "- <object data=x>\n- <form action=//evil.example>",
  "[note:withheld] <embed src=x>",
  "&lt;script&gt;",
])("%s in an answer stays words, the address of a link written out", (text) => {
  const call = vi.fn();
  const { container } = render(
    <RichText blocks={parseMarks(text)} marks={[]} lit={null} onLight={call} onMark={call} />,
  );
  const allowed = new Set([
    "DIV",
    "P",
    "UL",
    "LI",
    "STRONG",
    "EM",
    "SPAN",
    "svg",
    "path",
    "circle",
  ]);
  const strange = [...container.querySelectorAll("*")].filter(
    (element) => !allowed.has(element.tagName),
  );
  expect(strange.map((element) => element.outerHTML)).toEqual([]);
  const attributes = [...container.querySelectorAll("*")].flatMap((element) => [
    ...element.attributes,
  ]);
  expect(attributes.filter(({ name }) => /^(on|href|src)/.test(name))).toEqual([]);
  const word = /evil\.example|pwned|script|object|embed/.exec(text)?.[0] ?? text;
  expect(container.textContent).toContain(word);
});
