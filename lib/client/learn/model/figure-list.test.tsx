// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { FigureList } from "@/lib/client/learn/model/figure-list";

afterEach(cleanup);

it("a number stands only where at least 20 were tested; what is absent was not measured", () => {
  const figure = (n: number) => ({ value: 0.5, n, low: 0.4, high: 0.6 });
  const line = (name: string, given: ReturnType<typeof figure> | null) => ({
    name,
    means: "",
    figure: given,
  });
  render(
    <FigureList lines={[line("few", figure(19)), line("many", figure(20)), line("none", null)]} />,
  );
  expect(screen.getAllByRole("definition").map((each) => each.textContent)).toEqual([
    "untested, n 19",
    "0.500.40 to 0.60",
    "not measured",
  ]);
});
