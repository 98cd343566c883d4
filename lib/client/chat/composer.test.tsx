// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Composer, type ComposerProps } from "@/lib/client/chat/composer";
import { useAttachments } from "@/lib/client/chat/use-attachments";

afterEach(cleanup);

function Box(props: Pick<ComposerProps, "running" | "onSend" | "onStop">) {
  const attachments = useAttachments();
  return (
    <Composer
      text="And the left one?"
      onText={() => undefined}
      attachments={attachments}
      stopping={false}
      placeholder=""
      {...props}
    />
  );
}

it("a press on Stop as the answer ends does not send what is being typed", () => {
  const acts = { onSend: vi.fn(), onStop: vi.fn() };
  const { rerender } = render(<Box running {...acts} />);
  const pressed = screen.getByRole("button", { name: "Stop the answer" });
  rerender(<Box running={false} {...acts} />);
  pressed.click();
  expect(acts.onSend).not.toHaveBeenCalled();
  screen.getByRole("button", { name: "Ask" }).click();
  expect(acts.onSend).toHaveBeenCalledOnce();
});
