// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { LabelTable } from "@/lib/client/learn/model/label-table";

afterEach(cleanup);

it("each label has its figures with n and intervals; a share of few pictures is untested", () => {
  const figure = (value: number, n: number) => ({ value, n, low: value - 0.1, high: 1 });
  render(
    <LabelTable
      of="the skin set"
      labels={[
        {
          label: "melanoma",
          card: "melanoma",
          sensitivity: figure(0.58, 112),
          specificity: figure(0.92, 522),
          predictive: null,
        },
        {
          label: "dermatofibroma",
          card: "dermatofibroma",
          sensitivity: figure(0.69, 13),
          specificity: figure(0.99, 621),
          predictive: figure(0.69, 13),
        },
      ]}
    />,
  );
  const [, first, second] = screen.getAllByRole("row");
  const cells = (row: HTMLElement | undefined) =>
    row === undefined
      ? []
      : within(row)
          .getAllByRole("cell")
          .map((cell) => cell.textContent);
  expect(cells(first)).toEqual(["0.580.48 to 1.00", "0.920.82 to 1.00", "not measured"]);
  expect(cells(second)).toEqual(["untested, n 13", "0.990.89 to 1.00", "untested, n 13"]);
  expect(screen.getByRole("link", { name: "melanoma" }).getAttribute("href")).toBe(
    "/cards/melanoma",
  );
});
