// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Composer } from "@/lib/client/chat/composer";
import { useAttachments } from "@/lib/client/chat/use-attachments";
import { answerUploads } from "@/tests/browser/answer-uploads";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const info = (id: string) => ({
  id,
  name: "",
  width: 20,
  height: 10,
  origin: "PNG",
  notes: [],
});
const boxes = [
  { x: 0, y: 0, width: 0.5, height: 0.1 },
  { x: 0.6, y: 0.9, width: 0.3, height: 0.1 },
];

function serve(look: unknown) {
  answerUploads(info("a"));
  vi.stubGlobal("fetch", async (path: string) => {
    if (path === "/api/images/a/look") return Response.json(look);
    if (path === "/api/images/a/black-out") return Response.json(info("b"), { status: 201 });
    if (path === "/api/images/b/look")
      return Response.json({
        image: info("b"),
        trimmed: null,
        writing: { state: "none", boxes: [] },
      });
    return Response.json({ error: { code: "x", message: "no" } }, { status: 500 });
  });
}

function Host() {
  const attachments = useAttachments();
  return (
    <>
      <button type="button" onClick={() => attachments.addFiles([new File(["x"], "a.png")])}>
        attach
      </button>
      <Composer
        text="What does this show?"
        onText={() => undefined}
        attachments={attachments}
        onSend={() => undefined}
        running={false}
        stopping={false}
        onStop={() => undefined}
        placeholder=""
      />
    </>
  );
}

async function attach() {
  render(<Host />);
  fireEvent.click(screen.getByRole("button", { name: "attach" }));
  const item = await screen.findByRole("listitem");
  await waitFor(() => expect(item.textContent).not.toContain("Looking for writing"));
  await waitFor(() => expect(item.textContent).not.toContain("Reading the picture"));
  await waitFor(() => expect(item.textContent).not.toContain("Looking for writing"));
  return item;
}
const ask = () => screen.getByRole("button", { name: "Ask" });

it("writing is outlined and holds the question back until it is blacked out", async () => {
  serve({ image: info("a"), trimmed: null, writing: { state: "found", boxes } });
  const item = await attach();
  expect(item.textContent).toContain("There is writing in this picture. It may be a name.");
  expect(within(item).getByTestId("writing").querySelectorAll("g")).toHaveLength(2);
  expect(within(item).getByRole("img").getAttribute("alt")).toBe(
    "Picture 1: writing in 2 places, outlined",
  );
  expect(ask()).toHaveProperty("disabled", true);
  expect(screen.getByText(/^Say first what to do with the writing/)).toBeTruthy();
  fireEvent.click(within(item).getByRole("button", { name: "Black it out" }));
  await waitFor(() => expect(item.textContent).toContain("The picture as it was is not kept."));
  expect(ask()).toHaveProperty("disabled", false);
});

it("a trim is said with a way back, and a picture without writing is free to go", async () => {
  const trimmed = { left: 40, top: 40, right: 40, bottom: 40 };
  serve({ image: info("a"), trimmed, writing: { state: "none", boxes: [] } });
  const item = await attach();
  expect(item.textContent).toContain("Trimmed 40 px of border.");
  expect(within(item).getByRole("button", { name: "Undo" })).toBeTruthy();
  expect(item.textContent).toContain("No writing found.");
  expect(ask()).toHaveProperty("disabled", false);
});

it("could not look is said as that, with another try", async () => {
  serve({ image: info("a"), trimmed: null, writing: { state: "unknown", boxes: [] } });
  const item = await attach();
  expect(item.textContent).toContain("I could not look for writing in all of this picture.");
  expect(within(item).getByRole("button", { name: "Look again" })).toBeTruthy();
});
